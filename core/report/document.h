// SPDX-License-Identifier: GPL-3.0-or-later
// A report before it is a file: headings, words, tables and figures in reading order. Written by html_writer.h and
// pdf_writer.h. Internal to core/report.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "core/report/canvas.h"

// The room has a namespace of its own: the window has plots and figures too.
namespace exitlab::report {

struct Heading {
    int level = 1;  ///< 1: a run or a part, 2: a section, 3: below it
    std::string text;
    bool newPage = false;
};

struct Words {
    enum class Kind { Body, Note, Code };
    std::string text;
    Kind kind = Kind::Body;
};

/// Names and values below each other.
struct FactTable {
    std::vector<std::pair<std::string, std::string>> facts;
};

struct DataTable {
    struct Column {
        std::string title;
        Align align = Align::Right;
    };
    std::string title;  ///< may be empty
    std::vector<Column> columns;
    std::vector<std::vector<std::string>> rows;

    /// Cells that a row lacks at its end are empty.
    void add(std::vector<std::string> cells) {
        cells.resize(columns.size());
        rows.push_back(std::move(cells));
    }
};

/// Beside each other where they fit.
struct Figures {
    std::vector<Figure> figures;
};

using DocumentBlock = std::variant<Heading, Words, FactTable, DataTable, Figures>;

struct Document {
    std::string title;
    std::string subtitle;
    std::string footer;  ///< "ExitLab 0.1.0"
    std::vector<DocumentBlock> blocks;

    void heading(int level, const std::string& text, bool newPage = false) {
        blocks.emplace_back(Heading{level, text, newPage});
    }
    void words(const std::string& text) { blocks.emplace_back(Words{text, Words::Kind::Body}); }
    void note(const std::string& text) { blocks.emplace_back(Words{text, Words::Kind::Note}); }
    void code(const std::string& text) { blocks.emplace_back(Words{text, Words::Kind::Code}); }
    void add(DocumentBlock block) { blocks.push_back(std::move(block)); }
    /// With its caption.
    void figure(Figure figure, const std::string& caption, const std::string& description = {}) {
        figure.caption = caption;
        figure.description = description.empty() ? caption : description;
        blocks.emplace_back(Figures{{std::move(figure)}});
    }
};

/// One file with all figures in it, light or dark as the reader's system is.
std::string htmlOf(const Document& document);

/// Where a block of a document came to lie: pages count from 1.
struct PlacedBlock {
    int page = 0, lastPage = 0;
    double top = 0, bottom = 0;  ///< points from the upper edge of its first and its last page
    int heads = 0;               ///< of a table: how often its head was drawn
};
/// Pages of A4 into `pdf`; returns how many. Throws Error(Storage) if cairo fails.
int writePdf(const Document& document, std::string& pdf, std::vector<PlacedBlock>* places = nullptr);

}  // namespace exitlab::report
