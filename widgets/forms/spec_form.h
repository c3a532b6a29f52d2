// SPDX-License-Identifier: GPL-3.0-or-later
// The form of an experiment, generated from its schema: one column, one heading per section, nothing written by hand.
#pragma once

#include <QPointer>
#include <QWidget>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "core/config/experiment.h"

class QLabel;
class QScrollArea;
class QVBoxLayout;

namespace exitlab {

class FormRow;

class SpecForm : public QWidget {
    Q_OBJECT

  public:
    explicit SpecForm(QWidget* parent = nullptr);
    ~SpecForm() override;

    /// Rows whose spec is unchanged keep their control, its text and the focus, so choosing another method only
    /// exchanges the method's own settings.
    void setSchema(const std::vector<ParameterSection>& sections);
    /// Shows values without emitting valueChanged; keys without a row are ignored.
    void setValues(const std::map<std::string, Json>& values);
    /// What is wrong across settings; replaces the last ones. Keys without a row are kept for firstProblem().
    void setProblems(const std::vector<Experiment::Problem>& problems);

    /// The last right value of every row.
    std::map<std::string, Json> values() const;
    /// Nullptr if there is none.
    FormRow* row(const std::string& key) const;

    struct Issue {
        std::string key;
        QString text;  ///< "Learning rate: expected a number above 0, found -1"
    };
    /// Rows with wrong text first, then problems across settings; empty: the values may be used.
    std::vector<Issue> issues() const;

    bool holdsInvalidText() const;
    /// Rows whose text is no value show their last right value again; false if there are none.
    bool discardInvalidText();
    /// Settings whose key `locks` answers with a reason are shown but cannot be changed. Null: none. Holds for later
    /// schemas too.
    void setLocks(std::function<QString(const std::string& key)> locks);

    struct SectionState {
        std::string id;
        QString title;
        int changed = 0;   ///< visible settings that differ from their default
        int problems = 0;  ///< visible settings that are wrong
    };
    std::vector<SectionState> sections() const;
    void scrollToSection(const std::string& id);
    /// Scrolls to the setting and gives its control the focus.
    void reveal(const std::string& key);

  Q_SIGNALS:
    void valueChanged(const QString& key, const exitlab::Json& value);
    /// A mark, a problem or a visibility changed.
    void stateChanged();
    /// The setting the side panel should explain; null: none.
    void helpWanted(const exitlab::FormRow* row);
    void currentSectionChanged(const QString& id);

  protected:
    void resizeEvent(QResizeEvent* event) override;

  private:
    struct Section;
    bool isVisible(const ParameterSpec& spec, int depth = 0) const;
    /// Shows and hides rows; `anchor` keeps its place on the screen.
    void applyVisibility(const FormRow* anchor);
    void onHelpWanted(const FormRow* row, bool focused);
    void alignLabels();
    void reportSection();

    std::vector<ParameterSection> schema_;
    std::function<QString(const std::string&)> locks_;
    std::vector<std::unique_ptr<Section>> sections_;
    std::map<std::string, FormRow*> rows_;
    std::vector<Experiment::Problem> problems_;
    QPointer<const FormRow> focused_;
    QString currentSection_;
    QScrollArea* area_ = nullptr;
    QWidget* content_ = nullptr;
    QVBoxLayout* column_ = nullptr;
};

}  // namespace exitlab
