// SPDX-License-Identifier: GPL-3.0-or-later
// One client's samples per class, to be set by hand. It knows the edits as data.partition.edits holds them and the
// table they change; what an edit does to the other clients is the engine's to say.
#pragma once

#include <QWidget>
#include <vector>

#include "core/config/partition_edits.h"
#include "core/metrics/table.h"

class QGridLayout;
class QLabel;
class QPushButton;
class QScrollArea;
class QSpinBox;

namespace exitlab {

class ClientEditor : public QWidget {
    Q_OBJECT

  public:
    explicit ClientEditor(QWidget* parent = nullptr);

    /// What the partition gives each client, as drawn and after the edits, with the classes' names.
    void setTables(const Table& drawn, const Table& dealt, const std::vector<std::string>& classNames);
    void setEdits(const std::vector<PartitionEdit>& edits);
    /// The client shown, -1: none. `label`: the class whose field gets the focus, -1: none.
    void showClient(int client, int label = -1);
    int client() const { return client_; }

  Q_SIGNALS:
    /// All edits, canonical. `typing`: one of several steps in the same field.
    void edited(const std::vector<exitlab::PartitionEdit>& edits, int client, int label, bool typing);
    void resetClientRequested(const std::vector<exitlab::PartitionEdit>& rest, int client);
    void resetAllRequested();
    void closed();

  protected:
    void keyPressEvent(QKeyEvent* event) override;

  private:
    struct Field {
        QLabel* name;
        QSpinBox* count;
        QLabel* drawn;
    };
    void makeFields(int classes);
    void fill();
    void onChanged(int label, int count);

    Table drawn_, dealt_;
    std::vector<std::string> names_;
    std::vector<PartitionEdit> edits_;
    int client_ = -1;
    std::vector<Field> fields_;
    QLabel* title_ = nullptr;
    QPushButton *resetClient_ = nullptr, *resetAll_ = nullptr;
    QScrollArea* area_ = nullptr;
    QWidget* content_ = nullptr;
    QGridLayout* grid_ = nullptr;
};

}  // namespace exitlab
