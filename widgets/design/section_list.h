// SPDX-License-Identifier: GPL-3.0-or-later
// The sections of the form: where one is, how much differs from the defaults, and where something is wrong.
#pragma once

#include <QListWidget>

#include "widgets/forms/spec_form.h"

namespace exitlab {

class SectionList : public QListWidget {
    Q_OBJECT

  public:
    explicit SectionList(QWidget* parent = nullptr);
    void setSections(const std::vector<SpecForm::SectionState>& sections);
    void setCurrent(const QString& id);

  Q_SIGNALS:
    void sectionChosen(const QString& id);

  private:
    bool quiet_ = false;
};

}  // namespace exitlab
