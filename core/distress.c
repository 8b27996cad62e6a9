#include "core/distress.h"

gboolean distress_is_due(const gint64 *at, guint n, gint64 offered, gint64 now)
{
	guint recent = 0;

	if (offered != G_MININT64 && ABS(now - offered) < DISTRESS_WITHIN)
		return FALSE;
	for (guint i = 0; i < n; i++)
		recent += at[i] <= now && now - at[i] < DISTRESS_WITHIN;
	return recent >= DISTRESS_ANSWERS;
}

gboolean distress_counts(const char *item, int number)
{
	return number >= DISTRESS_LEAST && g_strcmp0(item, "intensity") == 0;
}
