// SPDX-License-Identifier: GPL-3.0-or-later
// The run database's tables, and how older databases become current ones.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace exitlab {

/// "EXLB" in the header of every ExitLab database (PRAGMA application_id).
inline constexpr std::int32_t kApplicationId = 0x45584C42;

/// Number n of the list (from 1) takes a database of version n - 1 to n (PRAGMA user_version). Never changed once
/// released: a new table or column is a new entry.
struct Migration {
    std::string about;  ///< one line
    std::string sql;    ///< run in one transaction
};

const std::vector<Migration>& schemaMigrations();

/// metric.metric. Values are stored: never renumber. Also in the table metric_name.
enum class Metric : int {
    Accuracy = 1,     ///< per client and exit
    Loss = 2,         ///< per client and exit, nats
    Samples = 3,      ///< test samples per client (exit -1)
    Calibration = 4,  ///< expected calibration error per exit (client -1)
    Divergence = 5,   ///< mean KL(p_last || p_k) per exit (client -1), nats
    Agreement = 6     ///< share of equal predictions with the last exit, per exit (client -1)
};

}  // namespace exitlab
