// SPDX-License-Identifier: GPL-3.0-or-later
// Connections to the run database: opened, checked and migrated in one place. Internal to core/store.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <vector>

#include "core/base/error.h"
#include "core/store/schema.h"

namespace exitlab {

/// Bytes bound as a BLOB, borrowed for the call.
struct BlobRef {
    const std::string& bytes;
};
/// A value or SQL NULL.
struct Null {};

/// A connection with its prepared statements, keyed by their text. For one thread at a time.
class Connection {
  public:
    Connection(const std::filesystem::path& path, int flags, int busyTimeoutMs)
        : path_(path), database_(path.string(), flags, busyTimeoutMs) {}

    const std::filesystem::path& path() const { return path_; }
    SQLite::Database& database() { return database_; }

    /// `sql` must be a literal: the text itself is the key and is not copied.
    template <class... Args>
    SQLite::Statement& bound(const char* sql, const Args&... args) {
        SQLite::Statement& statement = prepared(sql);
        int index = 0;
        (bindOne(statement, ++index, args), ...);
        return statement;
    }
    /// Runs a statement without results; returns the number of rows changed.
    template <class... Args>
    int execute(const char* sql, const Args&... args) {
        SQLite::Statement& statement = bound(sql, args...);
        statement.exec();
        const int changes = statement.getChanges();
        statement.tryReset();
        return changes;
    }
    /// The first column of the first row, or `otherwise` if there is no row or it is NULL.
    template <class... Args>
    std::int64_t integer(std::int64_t otherwise, const char* sql, const Args&... args) {
        SQLite::Statement& statement = bound(sql, args...);
        const bool found = statement.executeStep() && !statement.getColumn(0).isNull();
        const std::int64_t value = found ? statement.getColumn(0).getInt64() : otherwise;
        statement.tryReset();
        return value;
    }

  private:
    SQLite::Statement& prepared(const char* sql);

    template <class T>
    static void bindOne(SQLite::Statement& statement, int index, const T& value) {
        if constexpr (std::is_same_v<T, Null>)
            statement.bind(index);
        else if constexpr (std::is_same_v<T, BlobRef>)
            bindBlob(statement, index, value.bytes);
        else if constexpr (std::is_same_v<T, double>)
            statement.bind(index, value);
        else if constexpr (std::is_integral_v<T>)
            statement.bind(index, static_cast<std::int64_t>(value));
        else if constexpr (std::is_enum_v<T>)
            statement.bind(index, static_cast<std::int64_t>(value));
        else
            statement.bind(index, std::string(value));
    }
    static void bindBlob(SQLite::Statement& statement, int index, const std::string& bytes);

    std::filesystem::path path_;
    SQLite::Database database_;
    std::unordered_map<std::string_view, SQLite::Statement> statements_;
};

/// Rows of a bound statement; the statement is free again (and its read lock gone) when this ends.
class Rows {
  public:
    explicit Rows(SQLite::Statement& statement) : statement_(statement) {}
    ~Rows() { statement_.tryReset(); }
    Rows(const Rows&) = delete;
    Rows& operator=(const Rows&) = delete;

    bool next() { return statement_.executeStep(); }
    bool isNull(int column) const { return statement_.getColumn(column).isNull(); }
    std::int64_t integer(int column) const { return statement_.getColumn(column).getInt64(); }
    int number(int column) const { return statement_.getColumn(column).getInt(); }
    /// NULL is NaN.
    double real(int column) const;
    std::string text(int column) const { return statement_.getColumn(column).getString(); }

  private:
    SQLite::Statement& statement_;
};

inline constexpr int kBusyTimeoutMs = 5000;

/// Opens, creates or migrates; a database that is migrated is copied first to <path>.v<version>.backup. Throws
/// Error(Storage), distinct for: a folder, not SQLite, another program's, newer than `migrations`, damaged, locked,
/// read-only.
std::unique_ptr<Connection> openForWriting(const std::filesystem::path& path,
                                           const std::vector<Migration>& migrations = schemaMigrations(),
                                           int busyTimeoutMs = kBusyTimeoutMs);
/// Read-only; the database must exist and be current.
std::unique_ptr<Connection> openForReading(const std::filesystem::path& path,
                                           const std::vector<Migration>& migrations = schemaMigrations(),
                                           int busyTimeoutMs = kBusyTimeoutMs);

/// What SQLite says, as a sentence for the user that names the file.
Error storageError(const std::filesystem::path& path, const SQLite::Exception& error);
/// The same attempt may succeed later: disk full, locked, read-only or unreachable for now.
bool mayPass(const SQLite::Exception& error);
/// A row that cannot be what this version wrote.
Error damaged(const std::string& what);

}  // namespace exitlab
