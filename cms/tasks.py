"""What contents do by themselves."""

from datetime import timedelta

from django.core.management import call_command

from core.periodic import periodic


@periodic("cms.publish_scheduled", every=timedelta(minutes=1))
def publish_scheduled() -> None:
    """Publish the pages whose day has come, and take down those whose day is over."""
    call_command("publish_scheduled")
