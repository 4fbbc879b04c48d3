"""The database itself keeps the mark of what it is: no row changes, and no service becomes a demo.

The mark cannot be updated. Were it deleted, the audit still says that a service was made here, and
a demo's mark is refused.
"""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

WAS_A_SERVICE = (
    "EXISTS (SELECT 1 FROM foundation_auditrow WHERE action = 'deployment.made_service')"
)
SQLITE = [
    """
    CREATE TRIGGER deployment_is_not_changed BEFORE UPDATE ON people_deployment
    BEGIN SELECT RAISE(ABORT, 'what this database is was written once'); END
    """,
    f"""
    CREATE TRIGGER deployment_service_is_no_demo BEFORE INSERT ON people_deployment
    WHEN NEW.kind = 'demo' AND {WAS_A_SERVICE}
    BEGIN SELECT RAISE(ABORT, 'a service does not become a demo'); END
    """,
]
POSTGRESQL = [
    f"""
    CREATE FUNCTION people_deployment_for_ever() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'UPDATE' THEN
            RAISE EXCEPTION 'what this database is was written once'
                USING ERRCODE = 'integrity_constraint_violation';
        ELSIF NEW.kind = 'demo' AND {WAS_A_SERVICE} THEN
            RAISE EXCEPTION 'a service does not become a demo'
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER deployment_for_ever BEFORE INSERT OR UPDATE ON people_deployment
    FOR EACH ROW EXECUTE FUNCTION people_deployment_for_ever()
    """,
]
UNDO = {
    "sqlite": [
        "DROP TRIGGER deployment_is_not_changed",
        "DROP TRIGGER deployment_service_is_no_demo",
    ],
    "postgresql": [
        "DROP TRIGGER deployment_for_ever ON people_deployment",
        "DROP FUNCTION people_deployment_for_ever()",
    ],
}


def seal(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Makes the triggers of this database's kind."""
    statements = SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL
    for statement in statements:
        schema_editor.execute(statement)


def unseal(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Takes the triggers away."""
    for statement in UNDO[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial"), ("foundation", "0001_initial")]
    operations = [migrations.RunPython(seal, unseal)]
