// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/database.h"

#include <SQLiteCpp/Backup.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cmath>
#include <limits>

#include "core/base/atomic_file.h"

namespace exitlab {

namespace fs = std::filesystem;

namespace {

constexpr std::uintmax_t kHeaderBytes = 100;
// Up to this size a database is checked as a whole when it is opened (some ten milliseconds).
constexpr std::uintmax_t kCheckedWhole = 16u << 20;

[[noreturn]] void refuse(const fs::path& path, const std::string& what) {
    throw Error(Error::Kind::Storage, path.string() + ": " + what);
}

std::int64_t pragma(SQLite::Database& database, const std::string& name) {
    return database.execAndGet("PRAGMA " + name).getInt64();
}

/// True if the file is a database without any table and without an owner: new, or its creation was cut short.
bool isBlank(SQLite::Database& database) {
    return pragma(database, "application_id") == 0 && pragma(database, "user_version") == 0 &&
           database.execAndGet("SELECT count(*) FROM sqlite_schema").getInt64() == 0;
}

void checkIdentity(const fs::path& path, SQLite::Database& database, std::size_t known) {
    const std::int64_t id = pragma(database, "application_id");
    if (id != kApplicationId)
        refuse(path, "is a database of another program (application id " + std::to_string(id) + ", expected " +
                         std::to_string(kApplicationId) + ")");
    const std::int64_t version = pragma(database, "user_version");
    if (version > static_cast<std::int64_t>(known))
        refuse(path, "was written by a newer ExitLab (database version " + std::to_string(version) +
                         ", this program knows up to " + std::to_string(known) + "): update ExitLab to open it");
    if (version < 1) refuse(path, "is damaged: it has no version");
}

void checkHealth(const fs::path& path, SQLite::Database& database) {
    std::error_code error;
    const std::uintmax_t size = fs::file_size(path, error);
    if (error || size > kCheckedWhole) return;
    const std::string answer = database.execAndGet("PRAGMA quick_check(1)").getString();
    if (answer != "ok") refuse(path, "is damaged: " + answer);
}

/// Settings of every connection. Foreign keys are off and the schema is trusted unless told otherwise.
void setUp(SQLite::Database& database) {
    database.exec("PRAGMA trusted_schema = OFF; PRAGMA foreign_keys = ON; PRAGMA cell_size_check = ON;");
}

/// A copy beside the database, whole or absent; never replaces an older copy.
void backUp(const fs::path& path, SQLite::Database& database, std::int64_t version) {
    const std::string base = path.string() + ".v" + std::to_string(version) + ".backup";
    fs::path target = base;
    for (int i = 2; fs::exists(target); ++i) target = base + "-" + std::to_string(i);
    const fs::path part = target.string() + ".part-" + std::to_string(::getpid());
    try {
        SQLite::Database copy(part.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        SQLite::Backup(copy, database).executeStep(-1);
    } catch (const SQLite::Exception& error) {
        fs::remove(part);
        refuse(path, std::string("was not migrated, because the copy before it failed: ") + error.what());
    }
    fs::rename(part, target);
    syncFolder(target.has_parent_path() ? target.parent_path() : fs::path("."));
}

/// One step in one transaction; does nothing if another process was faster.
void migrateTo(const fs::path& path, SQLite::Database& database, std::int64_t version, const Migration& migration) {
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    if (pragma(database, "user_version") >= version) return;
    try {
        database.exec(migration.sql);
        // Enforcement is off while tables are rebuilt; the result must hold all the same.
        SQLite::Statement violations(database, "PRAGMA foreign_key_check");
        if (violations.executeStep())
            refuse(path, "migration " + std::to_string(version) + " would break a reference of table " +
                             violations.getColumn(0).getString());
    } catch (const SQLite::Exception& error) {
        if (mayPass(error)) throw;
        refuse(path, "migration " + std::to_string(version) + " (" + migration.about +
                         ") failed and was undone: " + error.what());
    }
    if (version == 1) database.exec("PRAGMA application_id = " + std::to_string(kApplicationId));
    database.exec("PRAGMA user_version = " + std::to_string(version));
    transaction.commit();
}

void migrate(const fs::path& path, SQLite::Database& database, const std::vector<Migration>& migrations) {
    const std::int64_t found = pragma(database, "user_version");
    const auto latest = static_cast<std::int64_t>(migrations.size());
    if (found == latest) return;
    if (found > 0) backUp(path, database, found);
    database.exec("PRAGMA foreign_keys = OFF");
    for (std::int64_t version = found + 1; version <= latest; ++version)
        migrateTo(path, database, version, migrations[static_cast<std::size_t>(version - 1)]);
    database.exec("PRAGMA foreign_keys = ON");
}

}  // namespace

SQLite::Statement& Connection::prepared(const char* sql) {
    auto found = statements_.find(sql);
    if (found == statements_.end()) found = statements_.emplace(sql, SQLite::Statement(database_, sql)).first;
    SQLite::Statement& statement = found->second;
    statement.tryReset();
    statement.clearBindings();
    return statement;
}

void Connection::bindBlob(SQLite::Statement& statement, int index, const std::string& bytes) {
    if (bytes.size() > static_cast<std::size_t>(std::numeric_limits<int>::max()))
        throw Error(Error::Kind::Storage,
                    "a value of " + std::to_string(bytes.size()) + " bytes is too large for SQLite");
    statement.bind(index, bytes.data(), static_cast<int>(bytes.size()));
}

double Rows::real(int column) const {
    const SQLite::Column value = statement_.getColumn(column);
    return value.isNull() ? std::numeric_limits<double>::quiet_NaN() : value.getDouble();
}

std::unique_ptr<Connection> openForWriting(const fs::path& path, const std::vector<Migration>& migrations,
                                           int busyTimeoutMs) {
    std::error_code error;
    if (fs::is_directory(path, error)) refuse(path, "is a folder, expected a database file");
    // SQLite takes a file of one byte for an empty one.
    if (const auto size = fs::file_size(path, error); !error && size > 0 && size < kHeaderBytes)
        refuse(path, "is not an SQLite database");
    if (path.has_parent_path()) {
        fs::create_directories(path.parent_path(), error);
        if (error) refuse(path, "its folder cannot be created: " + error.message());
    }
    try {
        auto connection =
            std::make_unique<Connection>(path, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, busyTimeoutMs);
        SQLite::Database& database = connection->database();
        setUp(database);
        const bool blank = isBlank(database);
        // Nothing is written before it is known whose file this is.
        if (!blank) checkIdentity(path, database, migrations.size());
        if (sqlite3_db_readonly(database.getHandle(), "main") == 1) refuse(path, "is read-only");
        if (blank)
            database.exec("PRAGMA auto_vacuum = INCREMENTAL");
        else
            checkHealth(path, database);
        const std::string mode = database.execAndGet("PRAGMA journal_mode = WAL").getString();
        if (mode != "wal") refuse(path, "this file system cannot hold a write-ahead log (SQLite answers " + mode + ")");
        database.exec("PRAGMA synchronous = NORMAL");
        migrate(path, database, migrations);
        // Rights on the log and its index are only tried by writing.
        database.exec("BEGIN IMMEDIATE; ROLLBACK");
        return connection;
    } catch (const SQLite::Exception& failure) {
        throw storageError(path, failure);
    } catch (const fs::filesystem_error& failure) {
        throw Error(Error::Kind::Storage, path.string() + ": " + failure.code().message());
    }
}

std::unique_ptr<Connection> openForReading(const fs::path& path, const std::vector<Migration>& migrations,
                                           int busyTimeoutMs) {
    std::error_code error;
    if (!fs::exists(path, error)) refuse(path, "does not exist");
    if (fs::is_directory(path, error)) refuse(path, "is a folder, expected a database file");
    try {
        auto connection = std::make_unique<Connection>(path, SQLite::OPEN_READONLY, busyTimeoutMs);
        SQLite::Database& database = connection->database();
        setUp(database);
        checkIdentity(path, database, migrations.size());
        const std::int64_t version = pragma(database, "user_version");
        if (version < static_cast<std::int64_t>(migrations.size()))
            refuse(path, "has the older version " + std::to_string(version) + ", expected " +
                             std::to_string(migrations.size()) + ": open it once for writing to migrate it");
        return connection;
    } catch (const SQLite::Exception& failure) {
        throw storageError(path, failure);
    }
}

Error storageError(const fs::path& path, const SQLite::Exception& error) {
    std::string what;
    switch (error.getErrorCode() & 0xff) {
        case SQLITE_NOTADB:
            what = "is not an SQLite database";
            break;
        case SQLITE_CORRUPT:
            what = std::string("is damaged: ") + error.what();
            break;
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            what = "is locked by another program; close it there and try again";
            break;
        case SQLITE_READONLY:
            what = "cannot be written: the file or its folder is read-only";
            break;
        case SQLITE_CANTOPEN:
            what = "cannot be opened: no right to read and write the file or its folder";
            break;
        case SQLITE_FULL:
            what = "the disk is full";
            break;
        case SQLITE_IOERR:
            what = std::string("the disk reports an error: ") + error.what();
            break;
        default:
            what = std::string("SQLite: ") + error.what();
    }
    return Error(Error::Kind::Storage, path.string() + ": " + what);
}

bool mayPass(const SQLite::Exception& error) {
    switch (error.getErrorCode() & 0xff) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
        case SQLITE_READONLY:
        case SQLITE_CANTOPEN:
        case SQLITE_FULL:
        case SQLITE_IOERR:
        case SQLITE_NOMEM:
        case SQLITE_INTERRUPT:
            return true;
        default:
            return false;
    }
}

Error damaged(const std::string& what) { return Error(Error::Kind::Storage, "the database is damaged: " + what); }

}  // namespace exitlab
