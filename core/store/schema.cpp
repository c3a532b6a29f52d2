// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/schema.h"

namespace exitlab {

namespace {

// Conventions: run is the run, seq numbers what it told (report), round counts from 1, client and exit from 0 with -1
// for "all". Every table of reports carries round, so that "everything after round k" is one condition. A NULL in a
// number that is always stored (metric.value, loss.total, ...) is NaN: SQLite has no other way to hold one.
constexpr const char* kVersion1 = R"sql(
CREATE TABLE experiment (
    id INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL UNIQUE,                -- of configuration: equal experiments share a row
    name TEXT NOT NULL,
    method TEXT NOT NULL,
    dataset TEXT NOT NULL,
    seed INTEGER NOT NULL,                      -- unsigned 64 bits in two's complement
    configuration TEXT NOT NULL                  -- JSON; no CHECK: an untrusted schema may not call json_valid()
) STRICT;

CREATE TABLE run (
    id INTEGER PRIMARY KEY AUTOINCREMENT,       -- an id is never used twice: it names a folder and a colour
    experiment INTEGER NOT NULL REFERENCES experiment (id),
    status TEXT NOT NULL CHECK (status IN ('queued', 'running', 'paused', 'finished', 'stopped', 'interrupted',
                                           'failed')),
    created TEXT NOT NULL,                      -- ISO 8601, UTC
    started TEXT,
    ended TEXT,
    rounds INTEGER NOT NULL DEFAULT 0,
    completed INTEGER NOT NULL DEFAULT 0,
    clients INTEGER NOT NULL DEFAULT 0,
    exits INTEGER NOT NULL DEFAULT 0,
    classes INTEGER NOT NULL DEFAULT 0,
    workers INTEGER NOT NULL DEFAULT 0,
    checkpoint_round INTEGER NOT NULL DEFAULT -1,
    accuracy_last TEXT NOT NULL DEFAULT '[]',   -- JSON, per exit: mean over clients
    accuracy_best TEXT NOT NULL DEFAULT '[]',
    seconds REAL NOT NULL DEFAULT 0,
    bytes_up INTEGER NOT NULL DEFAULT 0,
    bytes_down INTEGER NOT NULL DEFAULT 0,
    weights_sha256 TEXT NOT NULL DEFAULT '',
    error TEXT NOT NULL DEFAULT '',
    diverged INTEGER NOT NULL DEFAULT 0,
    starred INTEGER NOT NULL DEFAULT 0,
    trashed INTEGER NOT NULL DEFAULT 0,
    colour INTEGER NOT NULL,
    version TEXT NOT NULL,                      -- of ExitLab
    libraries TEXT NOT NULL,                    -- JSON: versions
    machine TEXT NOT NULL,                      -- JSON: host, processor, memory, system
    owner_pid INTEGER,                          -- the process that drives the run, while it does
    owner_started INTEGER,                      -- its start in clock ticks since boot: pids are used again
    owner_boot TEXT,
    owner_host TEXT,
    heartbeat INTEGER                           -- seconds since 1970
) STRICT;
CREATE INDEX run_experiment ON run (experiment);
CREATE INDEX run_status ON run (status);

-- What a run told, in order. The tables below hold the contents by (run, seq).
CREATE TABLE report (
    run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    seq INTEGER NOT NULL,
    round INTEGER NOT NULL,
    kind TEXT NOT NULL,
    PRIMARY KEY (run, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE run_start (
    run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    seq INTEGER NOT NULL,
    round INTEGER NOT NULL,
    first_round INTEGER NOT NULL,
    name TEXT NOT NULL,
    method TEXT NOT NULL,
    configuration TEXT,                         -- NULL: that of the experiment
    rounds INTEGER NOT NULL,
    clients INTEGER NOT NULL,
    exits INTEGER NOT NULL,
    classes INTEGER NOT NULL,
    workers INTEGER NOT NULL,
    class_names TEXT NOT NULL,                  -- JSON lists from here on
    train_samples TEXT NOT NULL,
    validation_samples TEXT NOT NULL,
    test_samples TEXT NOT NULL,
    exit_macs TEXT NOT NULL,
    exit_parameters TEXT NOT NULL,
    stages TEXT NOT NULL,
    PRIMARY KEY (run, seq)
) STRICT;

CREATE TABLE round (
    run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    seq INTEGER NOT NULL,
    round INTEGER NOT NULL,
    cohort TEXT NOT NULL,                       -- JSON list of clients
    failed TEXT NOT NULL,
    seconds REAL,
    samples INTEGER NOT NULL,
    PRIMARY KEY (run, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE phase (
    run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    seq INTEGER NOT NULL,
    position INTEGER NOT NULL,
    round INTEGER NOT NULL,
    name TEXT,                                  -- NULL: the list of names is shorter
    seconds REAL,
    timed INTEGER NOT NULL,                     -- 0: the list of seconds is shorter
    PRIMARY KEY (run, seq, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE metric_name (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    unit TEXT NOT NULL
) STRICT;
INSERT INTO metric_name VALUES (1, 'accuracy', '0..1'), (2, 'loss', 'nats'), (3, 'samples', 'samples'),
                               (4, 'calibration', '0..1'), (5, 'divergence', 'nats'), (6, 'agreement', '0..1');

CREATE TABLE metric (
    run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    round INTEGER NOT NULL,
    metric INTEGER NOT NULL REFERENCES metric_name (id),
    client INTEGER NOT NULL,                    -- -1: over all clients
    exit INTEGER NOT NULL,                      -- -1: of no exit
    seq INTEGER NOT NULL,
    value REAL,                                 -- NULL: NaN
    PRIMARY KEY (run, round, metric, client, exit, seq)
) STRICT, WITHOUT ROWID;

CREATE VIEW metric_value AS
    SELECT metric.run, metric.round, metric.client, metric.exit, metric_name.name AS metric, metric.value
    FROM metric JOIN metric_name ON metric_name.id = metric.metric;

-- Shapes of one evaluation; its numbers are in metric.
CREATE TABLE evaluation (
    run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    seq INTEGER NOT NULL,
    round INTEGER NOT NULL,
    accuracy_rows INTEGER NOT NULL,
    accuracy_cols INTEGER NOT NULL,
    loss_rows INTEGER NOT NULL,
    loss_cols INTEGER NOT NULL,
    samples INTEGER NOT NULL,                   -- lengths
    calibration INTEGER NOT NULL,
    PRIMARY KEY (run, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE loss (
    run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    seq INTEGER NOT NULL,
    round INTEGER NOT NULL,
    learning_rate REAL,
    total REAL,
    terms INTEGER NOT NULL,                     -- lengths
    term_values INTEGER NOT NULL,
    PRIMARY KEY (run, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE loss_term (
    run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    seq INTEGER NOT NULL,
    position INTEGER NOT NULL,
    round INTEGER NOT NULL,
    name TEXT,
    value REAL,
    PRIMARY KEY (run, seq, position)
) STRICT, WITHOUT ROWID;

-- Its vectors are in metric, its tables in matrix.
CREATE TABLE conflict (
    run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    seq INTEGER NOT NULL,
    round INTEGER NOT NULL,
    cohort TEXT NOT NULL,
    stages TEXT NOT NULL,
    negative_share REAL,
    divergence INTEGER NOT NULL,                -- lengths
    agreement INTEGER NOT NULL,
    PRIMARY KEY (run, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE series (
    run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    seq INTEGER NOT NULL,
    round INTEGER NOT NULL,
    id TEXT NOT NULL,
    title TEXT NOT NULL,
    axis TEXT NOT NULL,
    labels INTEGER NOT NULL,                    -- lengths
    label_values INTEGER NOT NULL,
    PRIMARY KEY (run, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE series_value (
    run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    seq INTEGER NOT NULL,
    position INTEGER NOT NULL,
    round INTEGER NOT NULL,
    label TEXT,
    value REAL,
    PRIMARY KEY (run, seq, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE matrix (
    run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    seq INTEGER NOT NULL,
    part INTEGER NOT NULL,
    round INTEGER NOT NULL,
    kind TEXT NOT NULL,                         -- labels, exit_cosine, client_similarity, method
    name TEXT NOT NULL,                         -- stage of exit_cosine, id of a method's matrix
    title TEXT NOT NULL,
    row_axis TEXT NOT NULL,
    col_axis TEXT NOT NULL,
    row_ids TEXT NOT NULL,                      -- JSON list of ids along the axis
    col_ids TEXT NOT NULL,
    row_count INTEGER NOT NULL,
    col_count INTEGER NOT NULL,
    colour TEXT NOT NULL,
    data BLOB NOT NULL,                         -- row_count x col_count doubles, row-major, little-endian
    PRIMARY KEY (run, seq, part)
) STRICT;

CREATE TABLE exit_record (
    run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    seq INTEGER NOT NULL,
    part TEXT NOT NULL CHECK (part IN ('test', 'validation')),
    round INTEGER NOT NULL,
    samples INTEGER NOT NULL,
    exits INTEGER NOT NULL,
    data BLOB NOT NULL,                         -- layout: core/inference/exit_records.cpp
    PRIMARY KEY (run, seq, part)
) STRICT;

CREATE TABLE traffic (
    run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    seq INTEGER NOT NULL,
    position INTEGER NOT NULL,
    round INTEGER NOT NULL,
    payload TEXT,                               -- tensor group; NULL: the list is shorter
    bytes_up INTEGER,
    bytes_down INTEGER,
    PRIMARY KEY (run, seq, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE message (
    run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    seq INTEGER NOT NULL,
    round INTEGER NOT NULL,
    level TEXT NOT NULL CHECK (level IN ('info', 'warning', 'error')),
    text TEXT NOT NULL,
    PRIMARY KEY (run, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE checkpoint_written (
    run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    seq INTEGER NOT NULL,
    round INTEGER NOT NULL,
    file TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    PRIMARY KEY (run, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE run_end (
    run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    seq INTEGER NOT NULL,
    round INTEGER NOT NULL,
    status TEXT NOT NULL,
    accuracy TEXT NOT NULL,
    seconds REAL,
    bytes_up INTEGER NOT NULL,
    bytes_down INTEGER NOT NULL,
    weights_sha256 TEXT NOT NULL,
    error TEXT NOT NULL,
    diverged INTEGER NOT NULL,
    PRIMARY KEY (run, seq)
) STRICT, WITHOUT ROWID;

-- Files that exist, in <database>.files/run-<id>/.
CREATE TABLE checkpoint (
    run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    round INTEGER NOT NULL,
    file TEXT NOT NULL CHECK (file <> '' AND instr(file, '/') = 0 AND file NOT IN ('.', '..')),
    bytes INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    PRIMARY KEY (run, round)
) STRICT, WITHOUT ROWID;

CREATE TABLE tag (
    run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (run, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX tag_name ON tag (name);

CREATE TABLE note (
    run INTEGER PRIMARY KEY REFERENCES run (id) ON DELETE CASCADE,
    text TEXT NOT NULL
) STRICT;
)sql";

// Results that neither a series nor a matrix holds: words along the axes, points, pixels of one byte. A version of its
// own also keeps programs that do not know these reports from taking a database with them for a damaged one.
constexpr const char* kVersion2 = R"sql(
CREATE TABLE histogram (
    run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    seq INTEGER NOT NULL,
    round INTEGER NOT NULL,
    id TEXT NOT NULL,
    title TEXT NOT NULL,
    axis TEXT NOT NULL,                         -- of the bins
    value_axis TEXT NOT NULL,
    bin_labels TEXT NOT NULL,                   -- JSON lists of words
    group_labels TEXT NOT NULL,
    data BLOB NOT NULL,                         -- groups x bins doubles, row-major, little-endian
    PRIMARY KEY (run, seq)
) STRICT;

CREATE TABLE scatter (
    run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    seq INTEGER NOT NULL,
    round INTEGER NOT NULL,
    id TEXT NOT NULL,
    title TEXT NOT NULL,
    x_axis TEXT NOT NULL,
    y_axis TEXT NOT NULL,
    value_axis TEXT NOT NULL,
    group_labels TEXT NOT NULL,                 -- JSON list of words
    points INTEGER NOT NULL,
    x BLOB NOT NULL,                            -- a double per point, little-endian
    y BLOB NOT NULL,
    group_index TEXT NOT NULL,                  -- JSON list: per point, or none
    value BLOB,                                 -- a double per point; NULL: no values
    PRIMARY KEY (run, seq)
) STRICT;

CREATE TABLE image_grid (
    run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    seq INTEGER NOT NULL,
    round INTEGER NOT NULL,
    id TEXT NOT NULL,
    title TEXT NOT NULL,
    row_count INTEGER NOT NULL,                 -- of tiles
    col_count INTEGER NOT NULL,
    channels INTEGER NOT NULL,
    height INTEGER NOT NULL,                    -- pixels of a tile
    width INTEGER NOT NULL,
    labels TEXT NOT NULL,                       -- JSON list of words
    pixels BLOB NOT NULL,                       -- [tile, channel, y, x] bytes
    PRIMARY KEY (run, seq)
) STRICT;
)sql";

// Runs that wait, runs that descend from others or belong together, and what single clients cost.
constexpr const char* kVersion3 = R"sql(
ALTER TABLE run ADD COLUMN parent INTEGER REFERENCES run (id) ON DELETE SET NULL;  -- of a branch
ALTER TABLE run ADD COLUMN parent_round INTEGER NOT NULL DEFAULT 0;
ALTER TABLE run ADD COLUMN group_name TEXT NOT NULL DEFAULT '';  -- race or sweep; empty: none

-- Runs that wait to be driven, in order. A run stays until it has ended, so that a crash loses nothing.
CREATE TABLE queue (
    run INTEGER PRIMARY KEY REFERENCES run (id) ON DELETE CASCADE,
    place INTEGER NOT NULL,                     -- runs of one place are driven together, as a race
    position INTEGER NOT NULL                   -- in the race
) STRICT;

CREATE TABLE setting (
    name TEXT PRIMARY KEY,                      -- queue_paused
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE client_device (
    run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    seq INTEGER NOT NULL,
    client INTEGER NOT NULL,
    round INTEGER NOT NULL,
    tier INTEGER NOT NULL,
    macs_per_second REAL,
    bytes_per_second REAL,
    PRIMARY KEY (run, seq, client)
) STRICT, WITHOUT ROWID;

CREATE TABLE client_cost (
    run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    seq INTEGER NOT NULL,
    position INTEGER NOT NULL,                  -- in the cohort
    round INTEGER NOT NULL,
    client INTEGER NOT NULL,
    bytes_up INTEGER NOT NULL,
    bytes_down INTEGER NOT NULL,
    seconds REAL,                               -- simulated; NULL: lost or failed
    PRIMARY KEY (run, seq, position)
) STRICT, WITHOUT ROWID;
)sql";

}  // namespace

const std::vector<Migration>& schemaMigrations() {
    static const std::vector<Migration> migrations = {{"first tables", kVersion1},
                                                      {"histograms, scatter plots and images of methods", kVersion2},
                                                      {"queue, branches, groups, cost of single clients", kVersion3}};
    return migrations;
}

}  // namespace exitlab
