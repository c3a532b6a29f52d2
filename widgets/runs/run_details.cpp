// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/run_details.h"

#include <QLabel>
#include <QPainter>
#include <QTextBrowser>
#include <QVBoxLayout>
#include <cmath>
#include <set>

#include "core/config/derived.h"
#include "core/config/parameter_spec.h"
#include "widgets/models/run_table_model.h"
#include "widgets/theme/format.h"
#include "widgets/theme/theme.h"

namespace exitlab {

/// One bar per exit in the exit's colour, last value as the bar, best as a tick; the axis is 0 to 100 %.
class ExitBars : public QWidget {
  public:
    explicit ExitBars(QWidget* parent) : QWidget(parent) { setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed); }
    void setAccuracy(std::vector<double> last, std::vector<double> best) {
        last_ = std::move(last);
        best_ = std::move(best);
        setVisible(!last_.empty());
        setAccessibleName(QObject::tr("Accuracy per exit in percent: %1").arg(accuracyText(last_)));
        updateGeometry();
        update();
    }
    QSize sizeHint() const override { return {200, int(last_.size()) * kRow}; }
    QSize minimumSizeHint() const override { return {120, int(last_.size()) * kRow}; }

  protected:
    void paintEvent(QPaintEvent*) override {
        const ThemeColours& colours = Theme::instance().colours();
        QPainter painter(this);
        painter.setFont(Theme::numbers(type::small));
        const int label = painter.fontMetrics().horizontalAdvance(QObject::tr("Exit %1").arg(88)) + space::grid;
        const int number = painter.fontMetrics().horizontalAdvance(QStringLiteral("100.0 %")) + space::grid;
        for (int k = 0; k < int(last_.size()); ++k) {
            const QRect row(0, k * kRow, width(), kRow);
            painter.setPen(colours.secondary);
            painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter, QObject::tr("Exit %1").arg(k + 1));
            QRectF bar(label, row.top() + 4, std::max(0, width() - label - number), kRow - 8);
            painter.fillRect(bar, colours.line);
            const double value = last_[std::size_t(k)];
            if (std::isfinite(value)) {
                QRectF filled = bar;
                filled.setWidth(bar.width() * std::clamp(value, 0.0, 1.0));
                painter.fillRect(filled, exitColour(colours, k, int(last_.size())));
            }
            if (std::size_t(k) < best_.size() && std::isfinite(best_[std::size_t(k)])) {
                const double x = bar.left() + bar.width() * std::clamp(best_[std::size_t(k)], 0.0, 1.0);
                painter.fillRect(QRectF(x - 1, bar.top() - 2, 2, bar.height() + 4), colours.text);
            }
            painter.setPen(colours.text);
            painter.drawText(row, Qt::AlignRight | Qt::AlignVCenter, formatPercent(value));
        }
    }

  private:
    static constexpr int kRow = 18;
    std::vector<double> last_, best_;
};

namespace {

void flatten(const Json& value, const std::string& path, std::vector<std::pair<std::string, Json>>& into) {
    if (!value.is_object()) {
        into.emplace_back(path, value);
        return;
    }
    for (const auto& [key, inner] : value.items()) flatten(inner, path.empty() ? key : path + '.' + key, into);
}

}  // namespace

std::vector<std::pair<QString, QString>> flatSettings(const std::string& experimentJson) {
    std::vector<std::pair<QString, QString>> shown;
    const Json json = Json::parse(experimentJson, nullptr, false);
    if (json.is_discarded() || !json.is_object()) return shown;
    std::vector<std::pair<std::string, Json>> all;
    flatten(json, {}, all);
    Settings settings;
    for (const auto& [key, value] : all) settings.set(key, value);
    // What the form would hide had no effect on the run.
    std::set<std::string> hidden{"schema", "$schema"};
    for (const ParameterSection& section : experimentSchema(nullptr, {}))
        for (const ParameterSpec& spec : section.parameters)
            if (!isVisible(spec, settings)) hidden.insert(spec.key);
    for (const auto& [key, value] : all)
        if (!hidden.count(key))
            shown.emplace_back(QString::fromStdString(key),
                               QString::fromStdString(value.is_string() ? value.get<std::string>() : value.dump()));
    return shown;
}

RunDetails::RunDetails(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("runDetails"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::grid, space::grid, space::grid, 0);
    column->setSpacing(space::grid);
    title_ = new QLabel(this);
    title_->setTextFormat(Qt::PlainText);
    title_->setWordWrap(true);
    title_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    makeHeading(title_);
    state_ = new QLabel(this);
    state_->setTextFormat(Qt::PlainText);
    state_->setWordWrap(true);
    makeCaption(state_);
    bars_ = new ExitBars(this);
    text_ = new QTextBrowser(this);
    text_->setFrameShape(QFrame::NoFrame);
    text_->setOpenLinks(false);
    text_->document()->setDocumentMargin(0);
    text_->setFont(Theme::numbers(type::small));
    text_->setAccessibleName(tr("Settings of the run"));
    text_->viewport()->setAutoFillBackground(false);
    column->addWidget(title_);
    column->addWidget(state_);
    column->addWidget(bars_);
    column->addWidget(text_, 1);
    connect(&Theme::instance(), &Theme::changed, bars_, qOverload<>(&QWidget::update));
    setRun(nullptr);
}

void RunDetails::setRun(const RunSummary* run, int others) {
    if (!run) {
        title_->setText(others > 0 ? tr("%n runs selected", nullptr, others) : tr("No run selected"));
        state_->setText(others > 0 ? tr("The comparison beside shows them together.")
                                   : tr("Select a run to see its exits and its settings."));
        bars_->setAccuracy({}, {});
        text_->clear();
        return;
    }
    title_->setText(tr("%1 · no. %2").arg(QString::fromStdString(run->name)).arg(run->id));
    const StatusStyle style = statusStyle(Theme::instance().colours(), run->status, run->diverged);
    QString state = tr("%1, round %2 of %3").arg(style.word).arg(run->completed).arg(run->rounds);
    if (!run->error.empty()) state += u'\n' + QString::fromStdString(run->error);
    if (run->status == RunStatus::Interrupted || run->status == RunStatus::Stopped)
        state += u'\n' + (run->checkpointRound > 0 ? tr("Can be resumed after round %1.").arg(run->checkpointRound)
                                                   : tr("Has no checkpoint: resuming starts over."));
    state_->setText(state);
    bars_->setAccuracy(run->accuracy, run->bestAccuracy);
    if (const QString page = html(*run); page != text_->property("page").toString()) {
        text_->setProperty("page", page);
        text_->setHtml(page);
    }
}

QString RunDetails::html(const RunSummary& run) const {
    const auto cell = [](const QString& name, const QString& value) {
        return QStringLiteral("<tr><td>%1&nbsp;&nbsp;</td><td>%2</td></tr>").arg(name, value);
    };
    QString html = QStringLiteral("<table cellspacing='0' cellpadding='2'>");
    const auto fact = [&](const QString& name, const QString& value) {
        if (!value.isEmpty()) html += cell(name.toHtmlEscaped(), value.toHtmlEscaped());
    };
    fact(tr("Clients"), run.clients > 0 ? formatCount(run.clients) : QString());
    fact(tr("Traffic"),
         run.bytesUp + run.bytesDown > 0
             ? tr("%1 up, %2 down").arg(formatBytes(double(run.bytesUp)), formatBytes(double(run.bytesDown)))
             : QString());
    fact(tr("Time"), run.seconds > 0 ? formatDuration(run.seconds) : QString());
    fact(tr("Tags"), QString::fromStdString(run.tags));
    fact(tr("Note"), QString::fromStdString(run.note));
    fact(tr("Weights"), QString::fromStdString(run.weightsSha256.substr(0, 12)));
    html += QStringLiteral("</table><h4>%1</h4><table cellspacing='0' cellpadding='2'>").arg(tr("Settings"));
    QString section;
    for (const auto& [key, value] : flatSettings(run.experiment)) {
        const qsizetype dot = key.indexOf(u'.');
        const QString name = dot < 0 ? key : key.mid(dot + 1);
        if (const QString now = dot < 0 ? QString() : key.left(dot); now != section) {
            section = now;
            html += QStringLiteral("<tr><td colspan='2'><b>%1</b></td></tr>").arg(section.toHtmlEscaped());
        }
        html += cell(name.toHtmlEscaped(), value.toHtmlEscaped());
    }
    return html + QStringLiteral("</table>");
}

}  // namespace exitlab
