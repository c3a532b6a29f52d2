// SPDX-License-Identifier: GPL-3.0-or-later
// A plan and a device in a saved state.
#pragma once

#include <QDataStream>

#include "core/inference/explorer.h"

namespace exitlab {

QDataStream& operator<<(QDataStream& stream, const ExitPlan& plan);
/// Sets the stream's status to ReadCorruptData on what cannot be a plan.
QDataStream& operator>>(QDataStream& stream, ExitPlan& plan);
QDataStream& operator<<(QDataStream& stream, const ExitDevice& device);
QDataStream& operator>>(QDataStream& stream, ExitDevice& device);

}  // namespace exitlab
