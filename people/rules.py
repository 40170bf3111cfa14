"""Who may do what, by person. Each predicate is a sentence."""

from core.access import Access


def anyone(ctx: Access) -> bool:
    """Anybody, signed in or not."""
    return True


def signed_in(ctx: Access) -> bool:
    """A person who has signed in and may still enter."""
    return bool(ctx.user.is_authenticated and ctx.user.is_active)


def may_enter_admin(ctx: Access) -> bool:
    """Somebody with a reason to see Wagtail's admin: editors, reviewers and operators."""
    return signed_in(ctx) and ctx.user.has_perm("wagtailadmin.access_admin")
