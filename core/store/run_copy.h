// SPDX-License-Identifier: GPL-3.0-or-later
// One run's rows from one database to another, table by table. Internal to core/store.
#pragma once

#include <cstdint>
#include <functional>

#include "core/store/database.h"

namespace exitlab {

/// Copies the run with everything it told, its checkpoint rows, tags and note; both databases are of this version.
/// Nobody drives the copy: running and paused become interrupted, and it is in neither the trash nor the queue.
/// References to other runs stay behind. Returns its number in `to`. Called inside a transaction of `to`. `step` is
/// called between rows and may throw. Throws Error(Usage) if there is no such run.
std::int64_t copyRun(Connection& from, std::int64_t run, Connection& to, const std::function<void()>& step = {});

/// The tables, indexes and views of a database as text, in an order of their own: equal texts, equal schemas.
std::string schemaText(SQLite::Database& database);
/// Of a fresh database of this version (from 1).
std::string schemaTextOf(int version);

}  // namespace exitlab
