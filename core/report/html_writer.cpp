// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/core.h>
#include <openssl/evp.h>

#include "core/report/document.h"

namespace exitlab::report {

namespace {

std::string escaped(const std::string& text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            case '\n':
                out += "<br>";
                break;
            default:
                // Control characters are not allowed in HTML, whatever a message held.
                if (static_cast<unsigned char>(c) >= 0x20 || c == '\t') out += c;
        }
    }
    return out;
}

std::string base64(const std::string& bytes) {
    std::string text(4 * ((bytes.size() + 2) / 3) + 1, '\0');
    const int length =
        EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                        reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
    text.resize(static_cast<std::size_t>(length));
    return text;
}

std::string variables(const Palette& p) {
    return fmt::format("--background:{};--panel:{};--line:{};--text:{};--secondary:{};--accent:{};color-scheme:{};",
                       hexText(p.background), hexText(p.panel), hexText(p.line), hexText(p.text), hexText(p.secondary),
                       hexText(p.accent), p.dark ? "dark" : "light");
}

std::string style() {
    // The page follows the reader's system; figures are paper, light in both.
    return fmt::format(":root{{{}}}\n@media (prefers-color-scheme:dark){{:root{{{}}}}}\n@media print{{:root{{{}}}}}\n",
                       variables(lightPalette()), variables(darkPalette()), variables(lightPalette())) +
           R"css(*{box-sizing:border-box}
body{margin:0;background:var(--background);color:var(--text);font:13px/1.5 system-ui,"Segoe UI","Noto Sans","DejaVu Sans",sans-serif}
main{max-width:190mm;margin:0 auto;padding:24px 16px 64px}
h1{font-size:20px;line-height:1.3;margin:32px 0 8px;overflow-wrap:anywhere}
header h1{margin-top:0}
h2{font-size:16px;margin:28px 0 8px;padding-top:12px;border-top:1px solid var(--line)}
h3{font-size:13px;margin:20px 0 4px}
p{margin:6px 0;max-width:85ch;overflow-wrap:anywhere}
.note,figcaption,.subtitle,footer{color:var(--secondary)}
.note,figcaption,footer{font-size:11px}
pre{background:var(--panel);border:1px solid var(--line);border-radius:4px;padding:8px;font-size:11px;white-space:pre-wrap;overflow-wrap:anywhere}
nav ul{list-style:none;margin:8px 0;padding:0;columns:2}
nav a{color:var(--accent);text-decoration:none}
nav a:hover,nav a:focus{text-decoration:underline}
.scroll{overflow-x:auto;margin:8px 0 12px}
table{border-collapse:collapse;font-variant-numeric:tabular-nums;font-size:12px}
caption{text-align:left;font-weight:600;padding:4px 0;white-space:nowrap}
th,td{padding:3px 8px;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
thead th{background:var(--panel);font-weight:600}
td{overflow-wrap:anywhere;min-width:3.5em}
.right{text-align:right;white-space:nowrap;overflow-wrap:normal;min-width:0}
table.facts th{font-weight:400;color:var(--secondary);white-space:nowrap;background:none}
.figures{display:flex;flex-wrap:wrap;gap:4mm;margin:8px 0 12px}
figure{margin:0;max-width:100%}
figure img{display:block;width:100%;height:auto;background:#fff;border-radius:4px}
figcaption{padding:4px 2px}
footer{margin-top:48px;padding-top:8px;border-top:1px solid var(--line)}
@media print{main{max-width:none;padding:0}nav{display:none}h1,h2,h3{break-after:avoid}figure,tr{break-inside:avoid}
thead{display:table-header-group}.scroll{overflow:visible}h1.page{break-before:page}}
@page{size:A4;margin:15mm}
)css";
}

class HtmlWriter {
  public:
    explicit HtmlWriter(const Document& document) : document_(document) {}

    std::string write() {
        const std::string title = escaped(document_.title);
        out_ =
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
            "content=\"width=device-width, initial-scale=1\">\n<title>" +
            title + "</title>\n<style>\n" + style() + "</style>\n</head>\n<body>\n<main>\n<header>\n<h1>" + title +
            "</h1>\n";
        if (!document_.subtitle.empty()) out_ += "<p class=\"subtitle\">" + escaped(document_.subtitle) + "</p>\n";
        out_ += "</header>\n";
        contents();
        for (const DocumentBlock& block : document_.blocks) std::visit(*this, block);
        out_ += "<footer>" + escaped(document_.footer) + "</footer>\n</main>\n</body>\n</html>\n";
        return std::move(out_);
    }

    void operator()(const Heading& heading) {
        const std::string tag = "h" + std::to_string(heading.level);
        out_ += fmt::format("<{} id=\"part-{}\"{}>{}</{}>\n", tag, ++headings_,
                            heading.newPage ? " class=\"page\"" : "", escaped(heading.text), tag);
    }
    void operator()(const Words& words) {
        switch (words.kind) {
            case Words::Kind::Body:
                out_ += "<p>" + escaped(words.text) + "</p>\n";
                break;
            case Words::Kind::Note:
                out_ += "<p class=\"note\">" + escaped(words.text) + "</p>\n";
                break;
            case Words::Kind::Code:
                out_ += "<pre>" + escaped(words.text) + "</pre>\n";
                break;
        }
    }
    void operator()(const FactTable& table) {
        out_ += "<div class=\"scroll\"><table class=\"facts\">\n";
        for (const auto& [name, value] : table.facts)
            out_ += "<tr><th scope=\"row\">" + escaped(name) + "</th><td>" + escaped(value) + "</td></tr>\n";
        out_ += "</table></div>\n";
    }
    void operator()(const DataTable& table) {
        if (table.rows.empty()) return;
        out_ += "<div class=\"scroll\"><table>\n";
        if (!table.title.empty()) out_ += "<caption>" + escaped(table.title) + "</caption>\n";
        out_ += "<thead><tr>";
        for (const DataTable::Column& column : table.columns)
            out_ += std::string("<th scope=\"col\"") + (column.align == Align::Right ? " class=\"right\">" : ">") +
                    escaped(column.title) + "</th>";
        out_ += "</tr></thead>\n<tbody>\n";
        for (const auto& row : table.rows) {
            out_ += "<tr>";
            for (std::size_t c = 0; c < table.columns.size(); ++c)
                out_ += std::string("<td") + (table.columns[c].align == Align::Right ? " class=\"right\">" : ">") +
                        escaped(row[c]) + "</td>";
            out_ += "</tr>\n";
        }
        out_ += "</tbody></table></div>\n";
    }
    void operator()(const Figures& row) {
        out_ += "<div class=\"figures\">\n";
        for (const Figure& figure : row.figures)
            out_ += fmt::format(
                "<figure style=\"width:{:.4g}mm\"><img alt=\"{}\" "
                "src=\"data:image/svg+xml;base64,{}\"><figcaption>{}</figcaption></figure>\n",
                figure.widthMm, escaped(figure.description), base64(svgOf(figure)), escaped(figure.caption));
        out_ += "</div>\n";
    }

  private:
    /// Links to the parts, where there is more than one run or section.
    void contents() {
        int index = 0, shallowest = 3, count = 0;
        for (const DocumentBlock& block : document_.blocks)
            if (const auto* heading = std::get_if<Heading>(&block)) shallowest = std::min(shallowest, heading->level);
        std::string list;
        for (const DocumentBlock& block : document_.blocks) {
            const auto* heading = std::get_if<Heading>(&block);
            if (!heading) continue;
            ++index;
            if (heading->level != shallowest) continue;
            ++count;
            list += fmt::format("<li><a href=\"#part-{}\">{}</a></li>\n", index, escaped(heading->text));
        }
        if (count > 2) out_ += "<nav aria-label=\"Contents\"><ul>\n" + list + "</ul></nav>\n";
    }

    const Document& document_;
    std::string out_;
    int headings_ = 0;
};

}  // namespace

std::string htmlOf(const Document& document) { return HtmlWriter(document).write(); }

}  // namespace exitlab::report
