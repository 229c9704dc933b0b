"""The tables of a store and how older files become newer; not for reading or writing products."""

from __future__ import annotations

import apsw

from retrieval.errors import StoreError

# "VTRN" in ASCII: tells our files from any other SQLite database.
APPLICATION_ID = 0x5654524E

# A vector of 512 f16 dimensions is 1 KiB; with 8 KiB pages it stays inside its b-tree page.
PAGE_SIZE_BYTES = 8192

# The WAL-reset bug (two connections, one corrupt file) was fixed in 3.51.3 and back-ported.
FIXED_SQLITE = (3, 51, 3)
BACKPORTED_SQLITE = {(3, 50): 7, (3, 44): 6}

TEXT_TABLE = """
CREATE VIRTUAL TABLE {name} USING fts5(
    title, brand, category, attributes, description,
    content='', contentless_delete=1,
    tokenize='porter unicode61 remove_diacritics 2'
)
"""

VERSION_1 = (
    """
CREATE TABLE product(
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL DEFAULT '',
    description TEXT NOT NULL DEFAULT '',
    category TEXT NOT NULL DEFAULT '',
    brand TEXT NOT NULL DEFAULT '',
    url TEXT NOT NULL DEFAULT '',
    currency TEXT NOT NULL DEFAULT '',
    price TEXT,              -- exact decimal
    price_micros INTEGER,    -- the same, in millionths, for filters and sorting
    stock INTEGER,
    rating REAL,
    images TEXT NOT NULL DEFAULT '[]',       -- JSON list of paths, best first
    attributes TEXT NOT NULL DEFAULT '{}',   -- JSON object of texts
    content_hash TEXT NOT NULL,  -- caption and bytes of every picture: what the encoder sees
    row_hash TEXT NOT NULL,      -- every field as the source gave it
    updated_at TEXT NOT NULL     -- UTC, ISO 8601
);
CREATE INDEX product_by_category ON product(category);
CREATE INDEX product_by_price ON product(price_micros);
CREATE TABLE attribute(
    product_key INTEGER NOT NULL REFERENCES product(key) ON DELETE CASCADE,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    value_folded TEXT NOT NULL,
    PRIMARY KEY(product_key, name)
) WITHOUT ROWID;
CREATE INDEX attribute_by_value ON attribute(name, value_folded);
"""
    + TEXT_TABLE.format(name="product_text")
    + """;
CREATE TABLE word(word TEXT PRIMARY KEY, n_products INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE encoder(
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    n_dims INTEGER NOT NULL,
    created_at TEXT NOT NULL
);
CREATE TABLE embedding(
    product_key INTEGER NOT NULL REFERENCES product(key) ON DELETE CASCADE,
    encoder_id TEXT NOT NULL REFERENCES encoder(id),
    part TEXT NOT NULL,          -- 'text', 'image:0', 'image:1', …
    input_hash TEXT NOT NULL,    -- of the caption, or of the picture's bytes
    vector BLOB NOT NULL,        -- (n_dims,) little-endian float16, unit length
    PRIMARY KEY(product_key, encoder_id, part)
) WITHOUT ROWID;
-- Whose vectors changed, in order: the vector index catches up from the serial it has seen.
CREATE TABLE vector_change(
    serial INTEGER PRIMARY KEY AUTOINCREMENT,
    product_key INTEGER NOT NULL,
    encoder_id TEXT NOT NULL,
    UNIQUE(product_key, encoder_id)
);
CREATE TRIGGER vector_inserted AFTER INSERT ON embedding BEGIN
    DELETE FROM vector_change
        WHERE product_key = NEW.product_key AND encoder_id = NEW.encoder_id;
    INSERT INTO vector_change(product_key, encoder_id) VALUES (NEW.product_key, NEW.encoder_id);
END;
CREATE TRIGGER vector_updated AFTER UPDATE ON embedding BEGIN
    DELETE FROM vector_change
        WHERE product_key = NEW.product_key AND encoder_id = NEW.encoder_id;
    INSERT INTO vector_change(product_key, encoder_id) VALUES (NEW.product_key, NEW.encoder_id);
END;
CREATE TRIGGER vector_deleted AFTER DELETE ON embedding BEGIN
    DELETE FROM vector_change
        WHERE product_key = OLD.product_key AND encoder_id = OLD.encoder_id;
    INSERT INTO vector_change(product_key, encoder_id) VALUES (OLD.product_key, OLD.encoder_id);
END;
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
INSERT INTO meta(key, value) VALUES ('generation', '0'), ('metric', 'cosine');
"""
)

# Entry n takes a file from version n to version n + 1.
MIGRATIONS: tuple[str, ...] = (VERSION_1,)
SCHEMA_VERSION = len(MIGRATIONS)


def check_sqlite_version(version: str) -> None:
    """Raise StoreError when this SQLite can corrupt a store that two connections write to."""
    major, minor, patch, *_ = (int(number) for number in [*version.split("."), "0", "0"])
    fixed_patch = BACKPORTED_SQLITE.get((major, minor))
    is_fixed = (major, minor, patch) >= FIXED_SQLITE or (
        fixed_patch is not None and patch >= fixed_patch
    )
    if not is_fixed:
        raise StoreError(
            f"SQLite {version} can corrupt a store when two programs write to it; "
            "upgrade it with: pip install --upgrade apsw"
        )


def file_version(connection: apsw.Connection, place: str) -> int:
    """The schema version of an open file: 0 for an empty one.

    StoreError when the file is not a store, or was written by a newer program.
    """
    application_id = connection.pragma("application_id")
    version = int(connection.pragma("user_version"))
    n_tables = connection.execute("SELECT count(*) FROM sqlite_schema").get
    if application_id != APPLICATION_ID:
        if application_id == 0 and version == 0 and n_tables == 0:
            return 0
        raise StoreError(
            f"{place} is a SQLite file but not a Vitrine store; choose another folder."
        )
    if version > SCHEMA_VERSION:
        raise StoreError(
            f"The store {place} has schema {version}, made by a newer Vitrine; this one reads up "
            f"to {SCHEMA_VERSION}: upgrade Vitrine to use it."
        )
    return version


def migrate(connection: apsw.Connection, place: str) -> None:
    """Bring the file to SCHEMA_VERSION, all steps in one transaction; the caller holds the lock."""
    if file_version(connection, place) == SCHEMA_VERSION:
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        for step in MIGRATIONS[file_version(connection, place) :]:
            connection.execute(step)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
