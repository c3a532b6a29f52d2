// SPDX-License-Identifier: GPL-3.0-or-later
// A4 pages: a heading never stands alone at the end of one, tables go on over pages under a repeated head, figures stay
// with their captions. Laid out twice, so that a page can say of how many it is one.
#include <cairo-pdf.h>
#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "core/base/error.h"
#include "core/report/document.h"
#include "core/report/table_layout.h"

namespace exitlab::report {

namespace {

constexpr double kPageWidth = 210 * kPointsPerMm, kPageHeight = 297 * kPointsPerMm;
constexpr double kSide = 15 * kPointsPerMm, kTop = 15 * kPointsPerMm, kBottom = 17 * kPointsPerMm;
constexpr double kWidth = 180 * kPointsPerMm;
constexpr double kGap = 4 * kPointsPerMm;  // between figures

const Palette& colours() { return lightPalette(); }
Ink inkOf(const Heading& heading) {
    const double size = heading.level == 1 ? 15 : heading.level == 2 ? 11.5 : 9.5;
    return {colours().text, size, true, false};
}
Ink inkOf(const Words& words) {
    switch (words.kind) {
        case Words::Kind::Note:
            return {colours().secondary, 7.5, false, false};
        case Words::Kind::Code:
            return {colours().text, 7.5, false, true};
        case Words::Kind::Body:
            break;
    }
    return {colours().text, 9, false, false};
}
Ink captionInk() { return {colours().secondary, 7.5, false, false}; }

class PdfWriter {
  public:
    /// `pages`: how many there will be, 0 while that is counted.
    PdfWriter(const Document& document, cairo_surface_t* surface, int pages)
        : document_(document), surface_(surface), cairo_(cairo_create(surface)), canvas_(cairo_), pages_(pages) {}
    ~PdfWriter() { cairo_destroy(cairo_); }

    int write() {
        if (pages_ > 0) describe();
        beginPage();
        titleBlock();
        const auto& blocks = document_.blocks;
        for (std::size_t i = 0; i < blocks.size(); ++i) {
            const auto* heading = std::get_if<Heading>(&blocks[i]);
            if (heading && heading->newPage && y_ > kTop) newPage();
            if (heading && !fits(needed(i))) newPage();
            place_ = {};
            std::visit([this](const auto& block) { draw(block); }, blocks[i]);
            place_.lastPage = page_;
            place_.bottom = y_;
            places_.push_back(place_);
        }
        endPage();
        return page_;
    }

    const std::vector<PlacedBlock>& places() const { return places_; }

  private:
    /// The block begins here, after any change of page.
    void begin() {
        if (place_.page != 0) return;
        place_.page = page_;
        place_.top = y_;
    }
    bool fits(double height) const { return y_ + height <= kPageHeight - kBottom; }

    void describe() {
        cairo_pdf_surface_set_metadata(surface_, CAIRO_PDF_METADATA_TITLE, document_.title.c_str());
        cairo_pdf_surface_set_metadata(surface_, CAIRO_PDF_METADATA_SUBJECT, document_.subtitle.c_str());
        cairo_pdf_surface_set_metadata(surface_, CAIRO_PDF_METADATA_CREATOR, document_.footer.c_str());
    }
    void beginPage() {
        ++page_;
        y_ = kTop;
    }
    void endPage() {
        const Ink ink{colours().secondary, 7.5, false, false};
        const double y = kPageHeight - kBottom / 2;
        canvas_.line(kSide, y - 8, kSide + kWidth, y - 8, colours().line, 0.5);
        canvas_.text(kSide, y, document_.title, ink, Align::Left, kWidth * 0.55);
        canvas_.text(kSide + kWidth, y, fmt::format("{}    {} / {}", document_.footer, page_, pages_), ink,
                     Align::Right);
        cairo_show_page(cairo_);
    }
    void newPage() {
        endPage();
        beginPage();
    }

    void titleBlock() {
        const Ink title{colours().text, 20, true, false}, below{colours().secondary, 10, false, false};
        y_ += wrapped(document_.title, title, kSide, kWidth);
        if (!document_.subtitle.empty()) y_ += 2 + wrapped(document_.subtitle, below, kSide, kWidth, 2);
        y_ += 6;
        canvas_.line(kSide, y_, kSide + kWidth, y_, colours().line, 0.6);
        y_ += 8;
    }

    double wrapped(const std::string& text, const Ink& ink, double x, double width, double down = 0) {
        double height = 0;
        for (const double line : canvas_.wrappedLines(text, ink, width)) height += line;
        canvas_.wrapped(x, y_ + down, text, ink, width);
        return height;
    }

    /// Space that block `i` wants on a page before it makes sense to begin it there.
    double needed(std::size_t i) const {
        if (i >= document_.blocks.size()) return 0;
        return std::visit(
            [this, i](const auto& block) -> double {
                using T = std::decay_t<decltype(block)>;
                if constexpr (std::is_same_v<T, Heading>)
                    return headingHeight(block) + needed(i + 1);
                else if constexpr (std::is_same_v<T, Words>)
                    return needed(block) + (followedBy(i) ? needed(i + 1) : 0);
                else
                    return needed(block);
            },
            document_.blocks[i]);
    }
    /// One or two lines that introduce what follows stay with it.
    bool followedBy(std::size_t i) const {
        const auto& words = std::get<Words>(document_.blocks[i]);
        return words.text.size() < 300 && i + 1 < document_.blocks.size() &&
               !std::holds_alternative<Heading>(document_.blocks[i + 1]) &&
               !std::holds_alternative<Words>(document_.blocks[i + 1]);
    }
    double headingHeight(const Heading& heading) const {
        double height = heading.level == 1 ? 22 : 15;
        for (const double line : canvas_.wrappedLines(heading.text, inkOf(heading), kWidth)) height += line;
        return height;
    }
    double needed(const Words& words) const {
        const std::vector<double> lines = canvas_.wrappedLines(words.text, inkOf(words), kWidth);
        return lines.front() * static_cast<double>(std::min<std::size_t>(lines.size(), 3)) + 8;
    }
    double needed(const FactTable&) const { return 45; }
    double needed(const DataTable& table) const { return table.rows.empty() ? 0 : table.rows.size() < 4 ? 70 : 80; }
    double needed(const Figures& figures) const {
        const auto row = rowFrom(figures, 0);
        return rowHeight(figures, 0, row);
    }

    void draw(const Heading& heading) {
        y_ += y_ > kTop + 1 ? (heading.level == 1 ? 16 : 10) : 0;
        if (pages_ > 0) {
            const std::string place = fmt::format("page={} pos=[{:.1f} {:.1f}]", page_, kSide, y_ - 4);
            const auto level = static_cast<std::size_t>(std::clamp(heading.level, 1, 3) - 1);
            int parent = CAIRO_PDF_OUTLINE_ROOT;
            for (std::size_t above = level; above-- > 0 && parent == CAIRO_PDF_OUTLINE_ROOT;)
                if (outline_[above] != 0) parent = outline_[above];
            outline_[level] = cairo_pdf_surface_add_outline(
                surface_, parent, heading.text.c_str(), place.c_str(),
                level == 0 ? CAIRO_PDF_OUTLINE_FLAG_OPEN : static_cast<cairo_pdf_outline_flags_t>(0));
            for (std::size_t deeper = level + 1; deeper < 3; ++deeper) outline_[deeper] = 0;
        }
        begin();
        y_ += wrapped(heading.text, inkOf(heading), kSide, kWidth) + 4;
    }

    void draw(const Words& words) {
        const bool code = words.kind == Words::Kind::Code;
        const Ink ink = inkOf(words);
        const double inset = code ? 6 : 0;
        const std::vector<double> lines = canvas_.wrappedLines(words.text, ink, kWidth - 2 * inset);
        for (std::size_t first = 0; first < lines.size();) {
            double height = 0;
            std::size_t count = 0;
            while (first + count < lines.size() && fits(height + lines[first + count] + 2 * inset))
                height += lines[first + count++];
            if (count == 0) {
                newPage();
                continue;
            }
            begin();
            if (code) canvas_.fill({kSide, y_, kWidth, height + 2 * inset}, colours().panel);
            canvas_.wrapped(kSide + inset, y_ + inset, words.text, ink, kWidth - 2 * inset, Align::Left, first, count);
            y_ += height + 2 * inset;
            first += count;
            if (first < lines.size()) newPage();
        }
        y_ += 5;
    }

    void draw(const FactTable& table) {
        const Ink name{colours().secondary, 8, false, false}, value{colours().text, 8, false, false};
        double width = 0;
        for (const auto& fact : table.facts) width = std::max(width, canvas_.textWidth(fact.first, name));
        width = std::min(width + 10, kWidth * 0.4);
        for (const auto& [left, right] : table.facts) {
            double height = 0;
            for (const double line : canvas_.wrappedLines(right, value, kWidth - width)) height += line;
            if (!fits(height + 3)) newPage();
            begin();
            canvas_.wrapped(kSide, y_, left, name, width - 6);
            canvas_.wrapped(kSide + width, y_, right, value, kWidth - width);
            y_ += height + 3;
        }
        y_ += 5;
    }

    void draw(const DataTable& table) {
        if (table.rows.empty()) return;
        const TableLayout layout(canvas_, table, kWidth);
        if (!fits(needed(table))) newPage();
        for (std::size_t part = 0; part < layout.parts(); ++part) {
            if (!table.title.empty() || part > 0) {
                const Ink ink{colours().text, 8.5, true, false};
                if (!fits(60)) newPage();
                begin();
                y_ += wrapped(part == 0 ? table.title : (table.title.empty() ? "" : table.title + ", ") + "continued",
                              ink, kSide, kWidth) +
                      2;
            }
            if (!fits(layout.headHeight(part) + layout.rowHeight(part, 0))) newPage();
            begin();
            drawHead(layout, part);
            for (std::size_t row = 0; row < table.rows.size(); ++row) {
                const double height = layout.rowHeight(part, row);
                if (!fits(height)) {
                    newPage();
                    drawHead(layout, part);
                }
                layout.drawRow(canvas_, part, row, kSide, y_);
                y_ += height;
            }
            y_ += 8;
        }
    }

    void drawHead(const TableLayout& layout, std::size_t part) {
        layout.drawHead(canvas_, part, kSide, y_);
        y_ += layout.headHeight(part);
        ++place_.heads;
    }

    /// How many figures from `first` on stand beside each other.
    static std::size_t rowFrom(const Figures& figures, std::size_t first) {
        double width = 0;
        std::size_t count = 0;
        while (first + count < figures.figures.size()) {
            const double next = figures.figures[first + count].widthMm * kPointsPerMm;
            if (count > 0 && width + kGap + next > kWidth + 1) break;
            width += next + (count > 0 ? kGap : 0);
            ++count;
        }
        return count;
    }
    double captionHeight(const Figure& figure) const {
        if (figure.caption.empty()) return 0;
        double height = 3;
        for (const double line : canvas_.wrappedLines(figure.caption, captionInk(), figure.widthMm * kPointsPerMm))
            height += line;
        return height;
    }
    double rowHeight(const Figures& figures, std::size_t first, std::size_t count) const {
        double height = 0;
        for (std::size_t i = first; i < first + count; ++i)
            height = std::max(height, figures.figures[i].heightMm * kPointsPerMm + captionHeight(figures.figures[i]));
        return height + 8;
    }

    void draw(const Figures& figures) {
        for (std::size_t first = 0; first < figures.figures.size();) {
            const std::size_t count = rowFrom(figures, first);
            if (!fits(rowHeight(figures, first, count))) newPage();
            begin();
            double x = kSide;
            for (std::size_t i = first; i < first + count; ++i) {
                const Figure& figure = figures.figures[i];
                const double width = figure.widthMm * kPointsPerMm, height = figure.heightMm * kPointsPerMm;
                if (pages_ > 0) figure.draw(canvas_, {x, y_, width, height});
                canvas_.wrapped(x, y_ + height + 3, figure.caption, captionInk(), width);
                x += width + kGap;
            }
            y_ += rowHeight(figures, first, count);
            first += count;
        }
    }

    const Document& document_;
    cairo_surface_t* surface_;
    cairo_t* cairo_;
    Canvas canvas_;
    int pages_;
    int page_ = 0;
    double y_ = 0;
    int outline_[3] = {0, 0, 0};
    PlacedBlock place_;
    std::vector<PlacedBlock> places_;
};

int render(const Document& document, int pages, std::string* pdf, std::vector<PlacedBlock>* places) {
    const auto write = [](void* to, const unsigned char* data, unsigned int length) {
        if (to) static_cast<std::string*>(to)->append(reinterpret_cast<const char*>(data), length);
        return CAIRO_STATUS_SUCCESS;
    };
    cairo_surface_t* surface = cairo_pdf_surface_create_for_stream(write, pdf, kPageWidth, kPageHeight);
    int made = 0;
    {
        PdfWriter writer(document, surface, pages);
        made = writer.write();
        if (places) *places = writer.places();
    }
    cairo_surface_finish(surface);
    const cairo_status_t status = cairo_surface_status(surface);
    cairo_surface_destroy(surface);
    if (status != CAIRO_STATUS_SUCCESS)
        throw Error(Error::Kind::Storage,
                    std::string("the report could not be drawn: ") + cairo_status_to_string(status));
    return made;
}

}  // namespace

int writePdf(const Document& document, std::string& pdf, std::vector<PlacedBlock>* places) {
    pdf.clear();
    const int pages = render(document, 0, nullptr, nullptr);
    return render(document, pages, &pdf, places);
}

}  // namespace exitlab::report
