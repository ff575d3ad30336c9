"""The tables in code and the tables that migrations make are the same."""

from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, inspect
from sqlalchemy.ext.asyncio import create_async_engine

from bot.state.store import open_state
from bot.state.tables import Table


def _differences(connection: Connection) -> list[object]:
    return list(compare_metadata(MigrationContext.configure(connection), Table.metadata))


def _required_columns(connection: Connection) -> dict[str, set[str]]:
    seen = inspect(connection)
    return {
        table: {c["name"] for c in seen.get_columns(table) if not c["nullable"]} for table in seen.get_table_names()
    }


async def test_migrations_make_exactly_the_tables_of_the_code(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'state.db'}"
    state = await open_state(url)
    engine = create_async_engine(url)
    async with engine.connect() as connection:
        assert await connection.run_sync(_differences) == []
    await engine.dispose()
    await state.close()


async def test_opening_twice_changes_nothing(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'a folder that is made' / 'state.db'}"
    for _ in range(2):
        state = await open_state(url)
        assert await state.claims.take("T1", f"Ev{_}")
        await state.close()


async def test_every_table_has_the_workspace_on_its_rows(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'state.db'}"
    await (await open_state(url)).close()
    engine = create_async_engine(url)
    async with engine.connect() as connection:
        required = await connection.run_sync(_required_columns)
    assert {table for table, columns in required.items() if "team_id" not in columns} == {"alembic_version"}
    await engine.dispose()
