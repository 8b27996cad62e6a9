#include "core/when-random.h"
#include "core/calendar-fields.h"
#include "core/sampling.h"

enum { MOST_PIECES = 8, MOST_EMPTY_DAYS = 64 };

static Piece window_on(const Random *random, Zone *zone, int day)
{
	gboolean over_midnight = random->window.to < random->window.from;
	gint64 from = zone_reading_instant(zone, DAYS((gint64)day) + SECONDS(random->window.from));
	gint64 to = zone_reading_instant(zone, DAYS((gint64)day + over_midnight) + SECONDS(random->window.to));

	return (Piece){ MIN(from, to), MAX(from, to) }; /* a gap may turn them round */
}

/* The window without the quiet hours. */
static guint cut_quiet(Piece window, Hours quiet, Zone *zone, Piece *pieces)
{
	Hours loud = { quiet.to, quiet.from };
	gint64 at = window.first;
	guint n = 0;

	if (quiet.from == quiet.to) {
		pieces[0] = window;
		return 1;
	}
	while (n < MOST_PIECES) {
		gint64 end;

		at = hours_end(quiet, zone, at);
		if (at > window.last)
			break;
		end = hours_end(loud, zone, at); /* where the next quiet begins */
		pieces[n++] = (Piece){ at, MIN(end - 1, window.last) };
		at = end;
	}
	return n;
}

static Zone *zone_of(const Random *random, const WhenContext *context)
{
	return random->zone ? random->zone : context->zone;
}

static gboolean due_on(const Random *random, int day)
{
	return day >= 0 && day < END_DAY && (!random->days || calendar_next_day(random->days, day) == day);
}

static gint64 *draw(const Random *random, const WhenContext *context, int day, guint *n)
{
	DrawKey key = { context->secret, context->schedule, context->trigger, day };
	Piece pieces[MOST_PIECES];
	guint n_pieces =
		cut_quiet(window_on(random, zone_of(random, context), day), context->quiet, context->zone, pieces);
	gint64 gap = sampling_shrink(pieces, n_pieces, random->count, random->gap);
	gint64 *moments;

	if (n_pieces == 0)
		return NULL;
	moments = g_new(gint64, random->count);
	sampling_draw(&key, pieces, n_pieces, random->count, gap, moments);
	*n = (guint)random->count;
	return moments;
}

/* A kept draw holds even where the days or the hours were changed since. */
gint64 *random_draw(const Random *random, const WhenContext *context, int day, guint *n)
{
	const gint64 *kept =
		context->draws ? draws_get(context->draws, context->schedule, context->trigger, day, n) : NULL;

	if (kept)
		return *n ? g_memdup2(kept, *n * sizeof *kept) : NULL;
	*n = 0;
	return due_on(random, day) ? draw(random, context, day, n) : NULL;
}

static gint64 first_after(const gint64 *moments, guint n, gint64 after)
{
	for (guint i = 0; i < n; i++)
		if (moments[i] > after)
			return moments[i];
	return TIME_NEVER;
}

/* From the day before, whose window may reach over midnight. Quiet hours that cover the window leave nothing on any day. */
gint64 random_next(const Random *random, const WhenContext *context, gint64 after)
{
	int day = MAX(zone_day(zone_of(random, context), after), 0) - 1, empty = 0;

	for (; day < END_DAY && empty < MOST_EMPTY_DAYS; day++) {
		guint n;
		g_autofree gint64 *moments = random_draw(random, context, day, &n);
		gint64 found = first_after(moments, n, after);

		if (found != TIME_NEVER)
			return found;
		if (n == 0 && due_on(random, day))
			empty++;
		else if (!due_on(random, day + 1) && random->days) {
			int next = calendar_next_day(random->days, day + 1);

			if (next < 0)
				break;
			day = next - 1;
		}
	}
	return TIME_NEVER;
}

gboolean random_fits(const Random *random, Hours quiet, GError **error)
{
	g_autoptr(Zone) utc = zone_new("UTC", NULL);
	Piece pieces[MOST_PIECES];
	guint n = cut_quiet(window_on(random, utc, 0), quiet, utc, pieces);
	g_autofree char *hours = hours_to_string(quiet);

	if (n > 0 && sampling_fits(pieces, n, random->count, random->gap))
		return TRUE;
	g_set_error(error, WHEN_ERROR, WHEN_ERROR_NEVER,
	            n ? "with the quiet hours %s there is no room for %d times so far apart"
	              : "the quiet hours %s leave nothing of the window for %d times",
	            hours, random->count);
	return FALSE;
}
