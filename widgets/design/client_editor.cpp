// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/design/client_editor.h"

#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QToolButton>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

#include "widgets/theme/format.h"
#include "widgets/theme/theme.h"

namespace exitlab {

namespace {

/// The wheel scrolls the list unless the field has the focus.
class CountField : public QSpinBox {
  public:
    using QSpinBox::QSpinBox;

  protected:
    void wheelEvent(QWheelEvent* event) override { hasFocus() ? QSpinBox::wheelEvent(event) : event->ignore(); }
};

bool isCell(const PartitionEdit& edit, int client, int label) { return edit.client == client && edit.label == label; }

}  // namespace

ClientEditor::ClientEditor(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("clientEditor"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::grid, space::half, space::grid, space::half);
    column->setSpacing(space::half);
    auto* head = new QHBoxLayout;
    head->setSpacing(space::grid);
    title_ = new QLabel(this);
    title_->setObjectName(QStringLiteral("clientTitle"));
    title_->setFont(Theme::font(type::body, QFont::DemiBold));
    head->addWidget(title_, 1);
    const auto button = [&](const char* name, const QString& text, const QString& tip) {
        auto* made = new QPushButton(text, this);
        made->setObjectName(QString::fromLatin1(name));
        made->setToolTip(tip);
        head->addWidget(made);
        return made;
    };
    resetClient_ = button("resetClient", tr("Reset this client"), tr("Give this client what the draw gave it"));
    resetAll_ = button("resetAllClients", tr("Reset all"), tr("Drop every hand edit; the partition is as drawn"));
    auto* close = new QToolButton(this);
    close->setObjectName(QStringLiteral("closeClientEditor"));
    close->setAutoRaise(true);
    close->setIcon(icon(QStringLiteral("close")));
    close->setToolTip(tr("Close the editor; edits stay"));
    close->setAccessibleName(tr("Close the editor"));
    head->addWidget(close);
    column->addLayout(head);
    area_ = new QScrollArea(this);
    area_->setAccessibleName(tr("Samples of the client per class"));
    area_->setFrameShape(QFrame::NoFrame);
    area_->setWidgetResizable(true);
    area_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    content_ = new QWidget(area_);
    grid_ = new QGridLayout(content_);
    grid_->setContentsMargins(0, 0, 0, 0);
    grid_->setHorizontalSpacing(space::grid);
    grid_->setVerticalSpacing(space::half);
    area_->setWidget(content_);
    column->addWidget(area_, 1);
    connect(close, &QToolButton::clicked, this, &ClientEditor::closed);
    connect(resetAll_, &QPushButton::clicked, this, &ClientEditor::resetAllRequested);
    connect(resetClient_, &QPushButton::clicked, this, [this] {
        std::vector<PartitionEdit> rest;
        for (const PartitionEdit& edit : edits_)
            if (edit.client != client_) rest.push_back(edit);
        Q_EMIT resetClientRequested(rest, client_);
    });
}

void ClientEditor::setTables(const Table& drawn, const Table& dealt, const std::vector<std::string>& classNames) {
    drawn_ = drawn;
    dealt_ = dealt;
    names_ = classNames;
    if (client_ >= drawn.rows) client_ = -1;
    fill();
}

void ClientEditor::setEdits(const std::vector<PartitionEdit>& edits) {
    edits_ = distinctEdits(edits);
    fill();
}

void ClientEditor::showClient(int client, int label) {
    client_ = client;
    fill();
    if (label < 0 || label >= int(fields_.size())) return;
    QSpinBox* field = fields_[std::size_t(label)].count;
    area_->ensureWidgetVisible(field);
    field->setFocus(Qt::OtherFocusReason);
    field->selectAll();
}

void ClientEditor::makeFields(int classes) {
    while (int(fields_.size()) > classes) {
        for (QWidget* widget : {static_cast<QWidget*>(fields_.back().name), static_cast<QWidget*>(fields_.back().count),
                                static_cast<QWidget*>(fields_.back().drawn)})
            delete widget;
        fields_.pop_back();
    }
    while (int(fields_.size()) < classes) {
        const int label = int(fields_.size());
        Field field{new QLabel(content_), new CountField(content_), new QLabel(content_)};
        field.count->setObjectName(QStringLiteral("clientCount.%1").arg(label));
        field.count->setFocusPolicy(Qt::StrongFocus);
        field.count->setKeyboardTracking(true);
        field.count->setFont(Theme::numbers());
        field.count->setAlignment(Qt::AlignRight);
        field.count->setMinimumWidth(10 * space::grid);
        field.name->setBuddy(field.count);
        field.name->setTextFormat(Qt::PlainText);
        makeCaption(field.drawn);
        connect(field.count, &QSpinBox::valueChanged, this, [this, label](int count) { onChanged(label, count); });
        fields_.push_back(field);
    }
    // As many columns as fit twelve rows: a hundred classes scroll, ten do not.
    for (const Field& field : fields_)
        for (QWidget* widget : {static_cast<QWidget*>(field.name), static_cast<QWidget*>(field.count),
                                static_cast<QWidget*>(field.drawn)})
            grid_->removeWidget(widget);
    const int columns = 2, rows = (classes + columns - 1) / columns;
    for (int c = 0; c < classes; ++c) {
        const Field& field = fields_[std::size_t(c)];
        const int row = c % rows, column = 4 * (c / rows);
        grid_->addWidget(field.name, row, column);
        grid_->addWidget(field.count, row, column + 1);
        grid_->addWidget(field.drawn, row, column + 2);
    }
    grid_->setColumnMinimumWidth(3, space::wide);
    grid_->setColumnStretch(7, 1);
    grid_->setRowStretch(rows, 1);
}

void ClientEditor::fill() {
    const bool any = client_ >= 0 && client_ < dealt_.rows;
    resetAll_->setEnabled(!edits_.empty());
    if (!any) return;
    const int classes = dealt_.cols;
    if (int(fields_.size()) != classes) makeFields(classes);
    double all = 0;
    for (int c = 0; c < classes; ++c) {
        const Field& field = fields_[std::size_t(c)];
        const QString name =
            c < int(names_.size()) ? QString::fromStdString(names_[std::size_t(c)]) : QString::number(c);
        double total = 0;
        std::int64_t fixed = 0;
        for (int i = 0; i < drawn_.rows; ++i) total += drawn_.at(i, c);
        const PartitionEdit* own = nullptr;
        for (const PartitionEdit& edit : edits_) {
            if (edit.label != c) continue;
            if (edit.client == client_)
                own = &edit;
            else
                fixed += edit.count;
        }
        // What was asked for, also while the engine still answers an older question.
        const double count = own ? double(own->count) : dealt_.at(client_, c);
        all += count;
        const int most = std::max(int(count), int(total) - int(fixed));
        const QSignalBlocker quiet(field.count);
        field.count->setRange(0, most);
        if (field.count->value() != int(count)) field.count->setValue(int(count));
        const QString fraction = tr("Samples of %1 at client %2: from 0 to %3; the draw gave %4")
                                     .arg(name)
                                     .arg(client_)
                                     .arg(formatCount(most), formatCount(std::llround(drawn_.at(client_, c))));
        field.count->setToolTip(QStringLiteral("<p>%1</p>").arg(fraction.toHtmlEscaped()));
        field.count->setAccessibleName(tr("Samples of %1 at client %2").arg(name).arg(client_));
        field.name->setText(name);
        field.name->setFont(Theme::font(type::body, own ? QFont::DemiBold : QFont::Normal));
        field.drawn->setText(own ? tr("drawn: %1").arg(formatCount(std::llround(drawn_.at(client_, c)))) : QString());
    }
    title_->setText(tr("Client %1: %2 samples").arg(client_).arg(formatCount(std::llround(all))));
    resetClient_->setEnabled(std::any_of(edits_.begin(), edits_.end(),
                                         [this](const PartitionEdit& edit) { return edit.client == client_; }));
}

void ClientEditor::onChanged(int label, int count) {
    if (client_ < 0) return;
    std::vector<PartitionEdit> edits = edits_;
    std::erase_if(edits, [&](const PartitionEdit& edit) { return isCell(edit, client_, label); });
    edits.push_back({client_, label, count});
    edits_ = distinctEdits(edits);
    fill();
    Q_EMIT edited(edits_, client_, label, true);
}

void ClientEditor::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) {
        Q_EMIT closed();
        return;
    }
    QWidget::keyPressEvent(event);
}

}  // namespace exitlab
