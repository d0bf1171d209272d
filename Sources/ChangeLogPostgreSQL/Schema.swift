import PostgreSQL

/// The tables (40-cluster.md, section 5), made where they are missing.
///
/// Beside the contract's columns: `log.birth`, the record's name in the cluster; `idem.content`, so that a key that is
/// used for something else is seen; `head.writer`, which shuts out what an earlier connection of the same holder sent.
enum Schema {
    /// Guards the making of tables; held within a transaction only, so a pooler cannot lose it.
    private static let advisoryLock = 7_521_983_001

    static let makeTables = """
        BEGIN;
        SELECT pg_advisory_xact_lock(\(advisoryLock));
        SET LOCAL client_min_messages = error;
        CREATE TABLE IF NOT EXISTS log (
            seq bigint PRIMARY KEY, epoch int NOT NULL, vshard int NOT NULL, kind smallint NOT NULL,
            id bytea NOT NULL, body bytea NOT NULL, chain bytea NOT NULL, at timestamptz NOT NULL,
            birth bigint NOT NULL
        ) PARTITION BY RANGE (seq);
        DO $$ BEGIN
            ALTER TABLE log ALTER COLUMN body SET COMPRESSION lz4;
        EXCEPTION WHEN feature_not_supported THEN
            ALTER TABLE log ALTER COLUMN body SET STORAGE EXTERNAL;
        END $$;
        CREATE TABLE IF NOT EXISTS idem (
            key bytea PRIMARY KEY, first_seq bigint NOT NULL, last_seq bigint NOT NULL, at timestamptz NOT NULL,
            content bigint NOT NULL
        );
        CREATE INDEX IF NOT EXISTS idem_at ON idem (at);
        CREATE TABLE IF NOT EXISTS head (
            one bool PRIMARY KEY DEFAULT true CHECK (one), next_seq bigint NOT NULL, epoch int NOT NULL,
            incarnation uuid NOT NULL, writer bigint NOT NULL
        ) WITH (fillfactor = 10);
        CREATE TABLE IF NOT EXISTS lease (
            name text PRIMARY KEY, holder text NOT NULL, epoch int NOT NULL, expires_at timestamptz NOT NULL
        ) WITH (fillfactor = 10);
        CREATE TABLE IF NOT EXISTS setting (name text PRIMARY KEY, value bytea NOT NULL, epoch int NOT NULL);
        INSERT INTO lease VALUES ('holder', '', 0, '-infinity') ON CONFLICT DO NOTHING;
        COMMIT
        """

    static let isMade = "SELECT to_regclass('head') IS NOT NULL AND to_regclass('setting') IS NOT NULL"

    /// The row is made last: who finds it finds all the rest.
    static let makeHead =
        "INSERT INTO head (next_seq, epoch, incarnation, writer) VALUES (1, 0, $1, 0) "
        + "ON CONFLICT DO NOTHING"

    /// Makes partitions until one holds `seq`. Attached rather than made in place: that would wait for every reader.
    static func makePartitions(through seq: UInt64, rows: UInt64) -> String {
        """
        DO $$ DECLARE low bigint; BEGIN
            PERFORM pg_advisory_xact_lock(\(advisoryLock));
            LOOP
                SELECT coalesce(max(substring(c.relname FROM '^log_to_(\\d+)$')::bigint), 0) INTO low
                FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = 'log'::regclass;
                EXIT WHEN low > \(seq);
                EXECUTE format('CREATE TABLE log_to_%s (LIKE log INCLUDING DEFAULTS INCLUDING CONSTRAINTS '
                    'INCLUDING INDEXES INCLUDING STORAGE INCLUDING COMPRESSION) '
                    'WITH (autovacuum_vacuum_insert_threshold = 100000, autovacuum_vacuum_insert_scale_factor = 0)',
                    low + \(rows));
                EXECUTE format('ALTER TABLE log ATTACH PARTITION log_to_%1$s FOR VALUES FROM (%2$s) TO (%1$s)',
                    low + \(rows), low);
            END LOOP;
        END $$
        """
    }
}
