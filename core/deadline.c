#include "core/deadline.h"

Deadline deadline_after(const Moment *now, gint64 span)
{
	Deadline deadline = { .wall = TIME_NEVER, .boot = TIME_NEVER };

	if (span < TIME_NEVER - now->wall) {
		deadline.wall = now->wall + span;
		deadline.boot = now->boot + span;
	}
	g_strlcpy(deadline.boot_id, now->boot_id, sizeof deadline.boot_id);
	return deadline;
}

gint64 deadline_wall(const Deadline *deadline, const Moment *now)
{
	if (deadline->wall == TIME_NEVER || !g_str_equal(deadline->boot_id, now->boot_id))
		return deadline->wall;
	return now->wall + (deadline->boot - now->boot);
}
