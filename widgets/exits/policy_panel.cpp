// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/exits/policy_panel.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "core/base/error.h"
#include "widgets/exits/exit_text.h"
#include "widgets/exits/value_slider.h"
#include "widgets/exits/wheel_safe.h"
#include "widgets/theme/theme.h"

namespace exitlab {
namespace {

constexpr int kThresholdDecimals = 6;  // confidences crowd together below 1

std::optional<std::vector<int>> clientsOf(const QString& text) {
    try {
        return parseClients(text.toStdString());
    } catch (const Error&) {
        return std::nullopt;
    }
}

}  // namespace

PolicyPanel::PolicyPanel(QWidget* parent) : QWidget(parent), scopes_(1) {
    setObjectName(QStringLiteral("policyPanel"));
    make();
    showScopes();
}

QWidget* PolicyPanel::labelled(const QString& title, QWidget* control) {
    auto* line = new QWidget(this);
    auto* row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::half);
    auto* label = new QLabel(title, line);
    label->setMinimumWidth(9 * space::grid);
    label->setBuddy(control);
    control->setAccessibleName(title);
    row->addWidget(label);
    row->addWidget(control, 1);
    return line;
}

void PolicyPanel::make() {
    const auto action = [this](const char* name, const char* iconName, const QString& text, const QString& tip,
                               const QKeySequence& keys) {
        auto* made = new QAction(icon(QLatin1String(iconName)), text, this);
        made->setObjectName(QLatin1String(name));
        made->setShortcut(keys);
        made->setShortcutContext(Qt::WindowShortcut);
        made->setToolTip(QStringLiteral("%1 (%2)").arg(tip, keys.toString(QKeySequence::NativeText)));
        made->setStatusTip(tip);
        return made;
    };
    add_ = action("addExitGroup", "add", tr("&Add group of clients"),
                  tr("Give some clients a policy or a budget of their own"), QKeySequence(tr("Ctrl+J, +")));
    remove_ = action("removeExitGroup", "delete", tr("&Remove group of clients"),
                     tr("Let these clients do as the rest of the fleet"), QKeySequence(tr("Ctrl+J, -")));
    const auto button = [this](QAction* of) {
        auto* made = new QToolButton(this);
        made->setDefaultAction(of);
        made->setAutoRaise(true);
        made->setFocusPolicy(Qt::TabFocus);
        return made;
    };
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::half);
    scopeBox_ = new WheelSafe<QComboBox>(this);
    scopeBox_->setObjectName(QStringLiteral("exitScope"));
    scopeBox_->setToolTip(tr("Whose policy is shown below: the fleet's or a group's"));
    scopeBox_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    scopeBox_->setMinimumContentsLength(10);
    QWidget* scopes = labelled(tr("Policy of"), scopeBox_);
    scopes->layout()->addWidget(button(add_));
    scopes->layout()->addWidget(button(remove_));
    column->addWidget(scopes);
    clientsEdit_ = new QLineEdit(this);
    clientsEdit_->setObjectName(QStringLiteral("exitClients"));
    clientsEdit_->setPlaceholderText(tr("0-4, 7"));
    clientsEdit_->setToolTip(tr("Clients of this group: numbers and ranges, as they stand in the plots"));
    column->addWidget(clientsRow_ = labelled(tr("Clients"), clientsEdit_));
    policyBox_ = new WheelSafe<QComboBox>(this);
    policyBox_->setObjectName(QStringLiteral("exitPolicy"));
    policyBox_->setToolTip(tr("What decides whether a sample leaves at an exit"));
    for (const ExitPolicy policy : kExitPolicies) {
        policyBox_->addItem(policyTitle(policy), static_cast<int>(policy));
        policyBox_->setItemData(policyBox_->count() - 1, policyHelp(policy), Qt::ToolTipRole);
    }
    column->addWidget(labelled(tr("Leave by"), policyBox_));
    makeNumbers(column);
    help_ = new QLabel(this);
    fit_ = new QLabel(this);
    problem_ = new QLabel(this);
    problem_->setObjectName(QStringLiteral("exitProblem"));
    for (QLabel* label : {help_, fit_, problem_}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        makeCaption(label);
        column->addWidget(label);
    }
    problem_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    const auto colour = [this] {
        QPalette palette = problem_->palette();
        palette.setColor(QPalette::WindowText, Theme::instance().colours().error);
        problem_->setPalette(palette);
    };
    connect(&Theme::instance(), &Theme::changed, problem_, colour);
    colour();

    connect(add_, &QAction::triggered, this, [this] {
        addGroup({});
        clientsEdit_->setFocus(Qt::ShortcutFocusReason);
    });
    connect(remove_, &QAction::triggered, this, [this] {
        if (current_ == 0) return;
        scopes_.erase(scopes_.begin() + current_);
        current_ = std::min(current_, static_cast<int>(scopes_.size()) - 1);
        showScopes();
        changed();
    });
    connect(scopeBox_, &QComboBox::activated, this, [this](int at) {
        current_ = at;
        showScope();
    });
    connect(policyBox_, &QComboBox::activated, this,
            [this] { changePolicy(static_cast<ExitPolicy>(policyBox_->currentData().toInt())); });
    connect(clientsEdit_, &QLineEdit::textEdited, this, [this](const QString& text) {
        scope().clients = text;
        scopeBox_->setItemText(current_, scopeName(static_cast<std::size_t>(current_)));
        changed();
    });
}

void PolicyPanel::makeNumbers(QVBoxLayout* column) {
    same_ = new QCheckBox(tr("One threshold for all exits"), this);
    same_->setObjectName(QStringLiteral("sameThreshold"));
    same_->setToolTip(tr("Untick it to give each exit a threshold of its own"));
    column->addWidget(same_);
    thresholdColumn_ = new QVBoxLayout;
    thresholdColumn_->setSpacing(space::half);
    column->addLayout(thresholdColumn_);
    patience_ = new WheelSafe<QSpinBox>(this);
    patience_->setObjectName(QStringLiteral("exitPatience"));
    patience_->setToolTip(tr("How many exits in a row must agree"));
    patience_->setSuffix(tr(" exits agree"));
    column->addWidget(patienceRow_ = labelled(tr("Patience"), patience_));
    budget_ = new ValueSlider(QStringLiteral("exitBudget"), tr("Budget"), this);
    budget_->setHelp(tr("Share of the MACs of the last exit that these clients may spend on average"));
    budget_->setRange(1, 100, 1, tr(" %"));
    column->addWidget(budget_);
    exitBox_ = new WheelSafe<QComboBox>(this);
    exitBox_->setObjectName(QStringLiteral("exitFixed"));
    exitBox_->setToolTip(tr("The exit at which every sample stops"));
    column->addWidget(exitRow_ = labelled(tr("Exit"), exitBox_));
    connect(same_, &QCheckBox::clicked, this, [this](bool on) {
        std::vector<double>& thresholds = scope().choice.thresholds;
        thresholds.resize(on ? 1 : static_cast<std::size_t>(std::max(1, exits_ - 1)), thresholds.front());
        showThresholds();
        changed();
    });
    connect(patience_, &QSpinBox::valueChanged, this, [this](int value) {
        scope().choice.patience = value;
        changed();
    });
    connect(budget_, &ValueSlider::edited, this, [this](double value) {
        scope().choice.budget = value / 100;
        changed();
    });
    connect(exitBox_, &QComboBox::activated, this, [this](int at) {
        scope().choice.exit = at;
        changed();
    });
}

double PolicyPanel::highestThreshold(ExitPolicy policy) const {
    return policy == ExitPolicy::Entropy ? std::log(std::max(2, classes_)) : 1;
}

std::vector<double> PolicyPanel::defaultThresholds(ExitPolicy policy) const {
    const double share = policy == ExitPolicy::Confidence ? 0.7 : policy == ExitPolicy::Margin ? 0.5 : 0.25;
    return {std::round(share * highestThreshold(policy) * 100) / 100};
}

void PolicyPanel::setRun(int exits, int classes, const std::vector<int>& clients) {
    exits_ = std::max(1, exits);
    classes_ = classes;
    clients_ = clients;
    for (Scope& each : scopes_) {
        std::vector<double>& thresholds = each.choice.thresholds;
        if (thresholds.size() != 1)
            thresholds.resize(static_cast<std::size_t>(std::max(1, exits_ - 1)), thresholds.back());
        for (double& threshold : thresholds)
            threshold = std::clamp(threshold, 0.0, highestThreshold(each.choice.policy));
        each.choice.patience = std::clamp(each.choice.patience, 1, exits_);
        each.choice.exit = std::clamp(each.choice.exit, 0, exits_ - 1);
    }
    // Groups are about clients that exist.
    for (std::size_t g = 1; g < scopes_.size();) {
        std::vector<int> kept;
        if (const auto named = clientsOf(scopes_[g].clients))
            std::copy_if(named->begin(), named->end(), std::back_inserter(kept),
                         [&](int client) { return std::binary_search(clients_.begin(), clients_.end(), client); });
        if (kept.empty() && !scopes_[g].clients.trimmed().isEmpty()) {
            scopes_.erase(scopes_.begin() + static_cast<std::ptrdiff_t>(g));
            continue;
        }
        scopes_[g].clients = QString::fromStdString(clientsText(kept));
        ++g;
    }
    current_ = std::min(current_, static_cast<int>(scopes_.size()) - 1);
    told_.clear();
    fit_->clear();
    const QSignalBlocker quiet(exitBox_);
    exitBox_->clear();
    for (int k = 0; k < exits_; ++k) exitBox_->addItem(tr("Exit %1").arg(k + 1));
    showScopes();
}

ExitPlan PolicyPanel::plan() const {
    ExitPlan plan;
    plan.fleet = scopes_.front().choice;
    for (std::size_t g = 1; g < scopes_.size(); ++g)
        if (auto clients = clientsOf(scopes_[g].clients))
            plan.groups.push_back({{}, std::move(*clients), scopes_[g].choice});
    return plan;
}

void PolicyPanel::setPlan(const ExitPlan& plan) {
    scopes_.assign(1, {plan.fleet, {}});
    for (const ClientGroup& group : plan.groups)
        scopes_.push_back({group.choice, QString::fromStdString(clientsText(group.clients))});
    current_ = 0;
    showScopes();
}

void PolicyPanel::setParameter(ExitPolicy policy, double parameter) {
    ExitChoice& choice = scopes_.front().choice;
    choice.policy = policy;
    if (hasThresholds(policy))
        choice.thresholds = {std::clamp(parameter, 0.0, highestThreshold(policy))};
    else if (policy == ExitPolicy::Patience)
        choice.patience = static_cast<int>(parameter);
    else if (policy == ExitPolicy::Budgeted)
        choice.budget = std::clamp(parameter, 0.01, 1.0);
    else
        choice.exit = static_cast<int>(parameter) - 1;
    current_ = 0;
    showScopes();
    changed();
}

void PolicyPanel::addGroup(const std::vector<int>& clients) {
    // What a group is most often for: a budget of its own.
    Scope added;
    added.choice = scopes_.front().choice;
    added.choice.policy = ExitPolicy::Budgeted;
    added.clients = QString::fromStdString(clientsText(clients));
    for (std::size_t g = 1; g < scopes_.size(); ++g) {
        auto others = clientsOf(scopes_[g].clients);
        if (!others) continue;
        std::erase_if(*others, [&](int c) { return std::find(clients.begin(), clients.end(), c) != clients.end(); });
        scopes_[g].clients = QString::fromStdString(clientsText(*others));
    }
    std::erase_if(scopes_, [this](const Scope& s) { return &s != &scopes_.front() && s.clients.isEmpty(); });
    scopes_.push_back(std::move(added));
    current_ = static_cast<int>(scopes_.size()) - 1;
    showScopes();
    changed();
}

QString PolicyPanel::scopeName(std::size_t at) const {
    if (at == 0) return scopes_.size() == 1 ? tr("All clients") : tr("All other clients");
    return scopes_[at].clients.isEmpty() ? tr("New group") : tr("Clients %1").arg(scopes_[at].clients);
}

void PolicyPanel::showScopes() {
    const QSignalBlocker quiet(scopeBox_);
    scopeBox_->clear();
    for (std::size_t at = 0; at < scopes_.size(); ++at) scopeBox_->addItem(scopeName(at));
    scopeBox_->setCurrentIndex(current_);
    showScope();
}

void PolicyPanel::showScope() {
    const ExitChoice& choice = scope().choice;
    remove_->setEnabled(current_ > 0);
    clientsRow_->setVisible(current_ > 0);
    if (clientsEdit_->text() != scope().clients) clientsEdit_->setText(scope().clients);
    const QSignalBlocker quietPolicy(policyBox_), quietPatience(patience_), quietExit(exitBox_);
    policyBox_->setCurrentIndex(policyBox_->findData(static_cast<int>(choice.policy)));
    patience_->setRange(1, exits_);
    patience_->setValue(choice.patience);
    budget_->setValue(choice.budget * 100);
    exitBox_->setCurrentIndex(std::min(choice.exit, exitBox_->count() - 1));
    patienceRow_->setVisible(choice.policy == ExitPolicy::Patience);
    budget_->setVisible(choice.policy == ExitPolicy::Budgeted);
    exitRow_->setVisible(choice.policy == ExitPolicy::Anytime);
    help_->setText(policyHelp(choice.policy));
    showThresholds();
    showProblem(told_);
}

void PolicyPanel::showThresholds() {
    const ExitChoice& choice = scope().choice;
    const bool any = hasThresholds(choice.policy);
    const bool same = choice.thresholds.size() == 1;
    const auto rows = static_cast<std::size_t>(std::max(1, exits_ - 1));
    while (thresholds_.size() < rows) {
        const std::size_t at = thresholds_.size();
        auto* slider = new ValueSlider(QStringLiteral("exitThreshold%1").arg(at + 1), {}, this);
        thresholdColumn_->addWidget(slider);
        thresholds_.push_back(slider);
        connect(slider, &ValueSlider::edited, this, [this, at](double value) {
            std::vector<double>& values = scope().choice.thresholds;
            if (at < values.size()) values[at] = value;
            changed();
        });
    }
    same_->setVisible(any && rows > 1);
    const QSignalBlocker quiet(same_);
    same_->setChecked(same);
    for (std::size_t at = 0; at < thresholds_.size(); ++at) {
        const bool shown = any && at < choice.thresholds.size() && at < rows;
        thresholds_[at]->setVisible(shown);
        if (!shown) continue;
        thresholds_[at]->setTitle(same ? tr("Threshold") : tr("Exit %1").arg(at + 1));
        thresholds_[at]->setHelp(policyHelp(choice.policy));
        thresholds_[at]->setRange(0, highestThreshold(choice.policy), kThresholdDecimals);
        thresholds_[at]->setValue(choice.thresholds[at]);
    }
}

void PolicyPanel::changePolicy(ExitPolicy policy) {
    ExitChoice& choice = scope().choice;
    if (choice.policy == policy) return;
    if (hasThresholds(policy)) choice.thresholds = defaultThresholds(policy);
    choice.policy = policy;
    showScope();
    changed();
}

QString PolicyPanel::clientsProblem() const {
    for (std::size_t g = 1; g < scopes_.size(); ++g)
        if (!clientsOf(scopes_[g].clients))
            return scopes_[g].clients.trimmed().isEmpty()
                       ? tr("Name the clients of the new group: numbers and ranges such as 0-4, 7.")
                       : tr("\"%1\": expected numbers and ranges such as 0-4, 7.").arg(scopes_[g].clients);
    return {};
}

void PolicyPanel::changed() {
    told_.clear();
    showProblem({});
    Q_EMIT planChanged(plan());
}

void PolicyPanel::showAnswer(const ExitAnswer& answer) {
    told_.clear();
    QStringList words;
    for (const ScopeOutcome& each : answer.scopes)
        if (each.fit)
            words << (each.name.empty()
                          ? fitText(each)
                          : tr("Clients %1: %2").arg(QString::fromStdString(clientsText(each.clients)), fitText(each)));
    fit_->setText(words.join(u'\n'));
    fit_->setVisible(!words.isEmpty());
    showProblem({});
}

void PolicyPanel::showProblem(const QString& problem) {
    told_ = problem;
    const QString own = clientsProblem();
    problem_->setText(own.isEmpty() ? problem : own);
    problem_->setVisible(!problem_->text().isEmpty());
}

QString PolicyPanel::problem() const { return problem_->text(); }

}  // namespace exitlab
