// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/design/experiment_document.h"

#include <QUndoStack>
#include <functional>

namespace exitlab {

namespace {

constexpr const char* kMethodKey = "algorithm.id";
using Change = ExperimentDocument::Change;

/// What leads from one experiment to the other. With another method all settings of both methods are listed: a value
/// that happens to be the same is a default on one side only.
std::vector<Change> difference(const Experiment& before, const Experiment& after) {
    const bool otherMethod = before.method() != after.method();
    const auto valueIn = [](const Experiment& experiment, const std::string& key) -> std::optional<Json> {
        if (!experiment.settings().has(key)) return std::nullopt;
        return experiment.settings().value(key);
    };
    std::vector<Change> changes;
    const auto add = [&](const std::string& key) {
        Change change{key, valueIn(before, key), valueIn(after, key)};
        if (change.before != change.after || (otherMethod && key.rfind("algorithm.", 0) == 0))
            changes.push_back(std::move(change));
    };
    for (const auto& [key, value] : before.settings().all()) add(key);
    for (const auto& [key, value] : after.settings().all())
        if (!before.settings().has(key)) add(key);
    return changes;
}

}  // namespace

class EditCommand : public QUndoCommand {
  public:
    EditCommand(ExperimentDocument& document, std::vector<Change> changes, const QString& file, const QString& what,
                std::optional<int> typing)
        : document_(document),
          changes_(std::move(changes)),
          fileBefore_(document.file()),
          fileAfter_(file),
          typing_(typing) {
        setText(what);
    }

    void redo() override { document_.apply(changes_, true, fileAfter_); }
    void undo() override { document_.apply(changes_, false, fileBefore_); }
    int id() const override {
        if (!typing_ || changes_.size() != 1) return -1;
        return static_cast<int>(std::hash<std::string>()(changes_.front().key) & 0x3fffffff);
    }
    bool mergeWith(const QUndoCommand* next) override {
        const auto* other = static_cast<const EditCommand*>(next);
        if (other->typing_ != typing_ || other->changes_.front().key != changes_.front().key) return false;
        changes_.front().after = other->changes_.front().after;
        setObsolete(changes_.front().after == changes_.front().before);
        return true;
    }

  private:
    ExperimentDocument& document_;
    std::vector<Change> changes_;
    QString fileBefore_, fileAfter_;
    std::optional<int> typing_;
};

ExperimentDocument::ExperimentDocument(QObject* parent) : QObject(parent), history_(new QUndoStack(this)) {
    connect(history_, &QUndoStack::cleanChanged, this, &ExperimentDocument::stateChanged);
}

bool ExperimentDocument::isModified() const { return isReady() && !history_->isClean(); }

void ExperimentDocument::begin(const Experiment& experiment, const QString& file) {
    history_->clear();
    experiment_ = experiment;
    file_ = file;
    std::vector<std::string> keys;
    for (const auto& [key, value] : experiment.settings().all()) keys.push_back(key);
    Q_EMIT changed(keys, true);
    Q_EMIT stateChanged();
}

void ExperimentDocument::setValue(const std::string& key, const Json& value, const QString& what, bool typing) {
    Experiment next = *experiment_;
    next.set(key, value, catalog_);
    std::vector<Change> changes = difference(*experiment_, next);
    if (changes.empty()) return;
    history_->push(
        new EditCommand(*this, std::move(changes), file_, what, typing ? std::optional(typing_) : std::nullopt));
}

void ExperimentDocument::replace(const Experiment& experiment, const QString& file, const QString& what) {
    std::vector<Change> changes = difference(*experiment_, experiment);
    if (!changes.empty() || file != file_)
        history_->push(new EditCommand(*this, std::move(changes), file, what, std::nullopt));
    history_->setClean();
    Q_EMIT stateChanged();
}

void ExperimentDocument::markSaved(const QString& file) {
    file_ = file;
    endTyping();
    history_->setClean();
    Q_EMIT stateChanged();
}

void ExperimentDocument::apply(const std::vector<Change>& changes, bool forward, const QString& file) {
    Experiment next = *experiment_;
    std::vector<std::string> keys;
    bool schema = false;
    // The method first: it brings settings of its own.
    for (const bool method : {true, false})
        for (const Change& change : changes) {
            if ((change.key == kMethodKey) != method) continue;
            if (method) schema = true;
            keys.push_back(change.key);
            if (const auto& value = forward ? change.after : change.before) next.set(change.key, *value, catalog_);
        }
    experiment_ = std::move(next);
    const bool otherFile = file != file_;
    file_ = file;
    Q_EMIT changed(keys, schema);
    if (otherFile) Q_EMIT stateChanged();
}

}  // namespace exitlab
