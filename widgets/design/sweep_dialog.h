// SPDX-License-Identifier: GPL-3.0-or-later
// Many experiments from the one that is designed: which settings vary over which values, with which seeds. Combinations
// are built in a thread of the pool; the table always shows the newest answer.
#pragma once

#include <QDialog>
#include <optional>

#include "core/federation/forecast.h"
#include "widgets/design/sweep_model.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QTableView;
class QTimer;
class QVBoxLayout;

namespace exitlab {

class SweepDialog : public QDialog {
    Q_OBJECT

  public:
    /// `forecast`: of the designed experiment, if it is known.
    SweepDialog(const Experiment& base, const MethodCatalog& catalog, const std::optional<Forecast>& forecast,
                QWidget* parent = nullptr);
    /// Fills the dialog from a file; on failure nothing changes and failed() says why.
    bool openFile(const QString& path);
    bool saveFile(const QString& path);
    /// The table shows what the fields say.
    bool isSettled() const { return shown_ == token_; }

  Q_SIGNALS:
    void sweepRequested(const std::vector<exitlab::Experiment>& experiments);
    void failed(const QString& message, const QString& details);

  private:
    struct Row {
        QWidget* box;
        QComboBox* setting;
        QLineEdit* values;
        QLabel* problem;
    };
    QWidget* makeAxes();
    QWidget* makeButtons();
    void fillSettings(QComboBox* box) const;
    void addRow(const std::string& key = {}, const QString& values = {});
    void removeRow(QWidget* box);
    const ParameterSpec* specOf(const std::string& key) const;
    /// What the fields say; nullopt while one of them is wrong, which its own line tells.
    std::optional<Sweep> sweep() const;
    void recount();
    void count();
    void showEntries(SweepEntries points, const QString& error);
    void chooseFile(bool save);

    Experiment base_;
    MethodCatalog catalog_;
    std::optional<Forecast> forecast_;
    std::vector<Row> rows_;
    SweepEntries points_;
    quint64 token_ = 0, shown_ = 0;
    QTimer* later_ = nullptr;
    QVBoxLayout* axes_ = nullptr;
    QLineEdit* seeds_ = nullptr;
    QLabel *seedProblem_ = nullptr, *summary_ = nullptr, *baseWords_ = nullptr;
    SweepModel* model_ = nullptr;
    QTableView* table_ = nullptr;
    QPushButton* add_ = nullptr;
};

/// "1, 2, 5..8" as numbers, each once; throws InputError naming what is no seed.
std::vector<std::uint64_t> parseSeeds(const QString& text);

}  // namespace exitlab
