// SPDX-License-Identifier: GPL-3.0-or-later
// When samples leave: a policy with its numbers for the whole fleet, and others for single clients or groups of them.
#pragma once

#include <QWidget>
#include <vector>

#include "widgets/exits/exits_values.h"

class QAction;
class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QSpinBox;
class QVBoxLayout;

namespace exitlab {

class ValueSlider;

class PolicyPanel : public QWidget {
    Q_OBJECT

  public:
    explicit PolicyPanel(QWidget* parent = nullptr);

    /// The run the policies are for; thresholds are fitted to its number of exits. Groups keep those of their clients
    /// that the run has. Emits nothing.
    void setRun(int exits, int classes, const std::vector<int>& clients);
    /// What is set now; groups whose client list is not understood are left out.
    ExitPlan plan() const;
    void setPlan(const ExitPlan& plan);
    /// Works at this point of the curve: of the fleet.
    void setParameter(ExitPolicy policy, double parameter);
    void addGroup(const std::vector<int>& clients);
    /// What the thresholds of budgets were fitted on; what is wrong with the plan (empty: nothing).
    void showAnswer(const ExitAnswer& answer);
    void showProblem(const QString& problem);
    QString problem() const;

    QAction* addGroupAction() const { return add_; }
    QAction* removeGroupAction() const { return remove_; }

  Q_SIGNALS:
    void planChanged(const exitlab::ExitPlan& plan);

  private:
    struct Scope {
        ExitChoice choice;
        QString clients;  ///< as typed; of groups
    };
    void make();
    void makeNumbers(QVBoxLayout* column);
    QWidget* labelled(const QString& title, QWidget* control);
    Scope& scope() { return scopes_[static_cast<std::size_t>(current_)]; }
    const Scope& scope() const { return scopes_[static_cast<std::size_t>(current_)]; }
    QString scopeName(std::size_t at) const;
    void showScopes();
    void showScope();
    void showThresholds();
    void changePolicy(ExitPolicy policy);
    void changed();
    std::vector<double> defaultThresholds(ExitPolicy policy) const;
    double highestThreshold(ExitPolicy policy) const;
    QString clientsProblem() const;

    std::vector<Scope> scopes_;  ///< the fleet, then the groups
    int current_ = 0;
    int exits_ = 2, classes_ = 10;
    std::vector<int> clients_;
    QString told_;  ///< problem said by the explorer

    QAction *add_ = nullptr, *remove_ = nullptr;
    QComboBox *scopeBox_ = nullptr, *policyBox_ = nullptr, *exitBox_ = nullptr;
    QLineEdit* clientsEdit_ = nullptr;
    QCheckBox* same_ = nullptr;
    QSpinBox* patience_ = nullptr;
    ValueSlider* budget_ = nullptr;
    std::vector<ValueSlider*> thresholds_;
    QVBoxLayout* thresholdColumn_ = nullptr;
    QWidget *clientsRow_ = nullptr, *patienceRow_ = nullptr, *exitRow_ = nullptr;
    QLabel *help_ = nullptr, *fit_ = nullptr, *problem_ = nullptr;
};

}  // namespace exitlab
