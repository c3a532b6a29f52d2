// SPDX-License-Identifier: GPL-3.0-or-later
// The tabs of the comparison: each shows the same runs in its own way. What is missing is said where it would be.
#pragma once

#include <QComboBox>
#include <QWidget>
#include <memory>
#include <vector>

#include "core/analysis/groups.h"
#include "core/analysis/pivot.h"

class QDoubleSpinBox;
class QHBoxLayout;
class QLabel;
class QPushButton;
class QStackedLayout;

namespace exitlab {

class CurvePlot;
class GridView;

/// The runs compared, values only.
struct CompareData {
    std::vector<std::shared_ptr<const RunRecord>> records;
    double threshold = 0.6;
    std::vector<const RunRecord*> runs() const;
    int exits() const;  ///< of the deepest network
};

class CompareTab : public QWidget {
    Q_OBJECT

  public:
    explicit CompareTab(QWidget* parent);
    void setData(std::shared_ptr<const CompareData> data);
    /// Choices, for the next session.
    virtual QStringList choices() const = 0;
    virtual void setChoices(const QStringList& choices) = 0;

  protected:
    /// Fills the choices and shows the data.
    virtual void refresh() = 0;
    void showMessage(const QString& text);
    void showContent();
    void setContent(QWidget* content);
    QComboBox* addChoice(const QString& name, const QString& label, const QString& tip);
    QDoubleSpinBox* addLevel();
    QHBoxLayout* bar() const { return bar_; }
    const CompareData& data() const { return *data_; }

    /// Replaces the entries without a signal; keeps the entry of this data where there still is one, else takes
    /// `wanted` (what was chosen before it went away) or the first.
    static void fill(QComboBox* box, const std::vector<std::pair<QString, QString>>& entries, QString& wanted);

    std::shared_ptr<const CompareData> data_;

  private:
    QHBoxLayout* bar_;
    QStackedLayout* pages_;
    QLabel* message_;
};

/// Curves of runs or of groups with their band.
class OverlayTab : public CompareTab {
    Q_OBJECT
  public:
    explicit OverlayTab(QWidget* parent);
    CurvePlot* plot() const { return plot_; }
    QStringList choices() const override;
    void setChoices(const QStringList& choices) override;

  protected:
    void refresh() override;

  private:
    void draw();
    CurvePlot* plot_;
    QComboBox *what_, *metric_, *exit_, *key_;
    QString wantedMetric_, wantedExit_;
};

/// Only the settings that differ.
class DifferencesTab : public CompareTab {
    Q_OBJECT
  public:
    explicit DifferencesTab(QWidget* parent);
    GridView* table() const { return table_; }
    QStringList choices() const override { return {}; }
    void setChoices(const QStringList&) override {}

  protected:
    void refresh() override;

  private:
    GridView* table_;
};

/// Repetitions by seed: mean, deviation, test against a baseline.
class GroupsTab : public CompareTab {
    Q_OBJECT
  public:
    explicit GroupsTab(QWidget* parent);
    GridView* table() const { return table_; }
    QStringList choices() const override;
    void setChoices(const QStringList& choices) override;

  protected:
    void refresh() override;

  private:
    void show();
    std::vector<RunGroup> groups_;
    QComboBox *measure_, *baseline_;
    QDoubleSpinBox* level_;
    GridView* table_;
    QLabel* note_;
    QString wantedMeasure_, wantedBaseline_;
};

/// Methods x data sets, to LaTeX and CSV.
class PivotTab : public CompareTab {
    Q_OBJECT
  public:
    explicit PivotTab(QWidget* parent);
    GridView* table() const { return table_; }
    const PivotTable& pivot() const { return pivot_; }
    QStringList choices() const override;
    void setChoices(const QStringList& choices) override;
    /// "tex" or "csv".
    QString exported(const QString& format) const;

  protected:
    void refresh() override;

  private:
    void show();
    void saveAs();
    QComboBox *rows_, *columns_, *measure_, *baseline_;
    QDoubleSpinBox* level_;
    GridView* table_;
    QLabel* note_;
    QString wantedRows_ = QStringLiteral("method"), wantedColumns_ = QStringLiteral("data"), wantedMeasure_,
            wantedBaseline_;
    PivotTable pivot_;
};

}  // namespace exitlab
