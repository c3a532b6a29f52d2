// SPDX-License-Identifier: GPL-3.0-or-later
// The only way to QCustomPlot: its header does not compile cleanly under our warnings.
#pragma once
#pragma GCC system_header

#include <qcustomplot.h>
