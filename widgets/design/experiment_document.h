// SPDX-License-Identifier: GPL-3.0-or-later
// The experiment under design with its history: every edit is a command that holds only what it changed, so undoing and
// redoing gives equal bytes. The clean state of the stack is what was opened or saved last.
#pragma once

#include <QObject>
#include <QString>
#include <optional>
#include <string>
#include <vector>

#include "core/config/experiment.h"

class QUndoStack;

namespace exitlab {

class ExperimentDocument : public QObject {
    Q_OBJECT

  public:
    explicit ExperimentDocument(QObject* parent = nullptr);

    void setCatalog(const MethodCatalog& catalog) { catalog_ = catalog; }
    const MethodCatalog& catalog() const { return catalog_; }
    bool isReady() const { return experiment_.has_value(); }
    /// Only when isReady().
    const Experiment& experiment() const { return *experiment_; }
    /// Where it was read from or written to, empty if nowhere.
    QString file() const { return file_; }
    bool isModified() const;
    QUndoStack* history() const { return history_; }

    /// Starts without history.
    void begin(const Experiment& experiment, const QString& file = {});
    /// One setting. Steps of one `typing` that follow each other become one; a step back to where the typing began
    /// vanishes. Throws InputError if the setting refuses the value; nothing is changed then.
    void setValue(const std::string& key, const Json& value, const QString& what, bool typing = false);
    /// Everything at once (a preset, a file); clean afterwards.
    void replace(const Experiment& experiment, const QString& file, const QString& what);
    /// The next step is one of its own, whatever it edits.
    void endTyping() { ++typing_; }
    /// The present state is what is in `file`.
    void markSaved(const QString& file);

    struct Change {
        std::string key;
        std::optional<Json> before, after;  ///< nullopt: the method of that side has no such setting
    };

  Q_SIGNALS:
    /// Values of these settings changed; `schema`: which settings there are, too.
    void changed(const std::vector<std::string>& keys, bool schema);
    /// File or modification.
    void stateChanged();

  private:
    friend class EditCommand;
    void apply(const std::vector<Change>& changes, bool forward, const QString& file);

    MethodCatalog catalog_;
    std::optional<Experiment> experiment_;
    QString file_;
    QUndoStack* history_ = nullptr;
    int typing_ = 0;
};

}  // namespace exitlab
