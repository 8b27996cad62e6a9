#include "core/when-random.h"
#include "core/calendar-fields.h"
#include "core/i18n.h"
#include "core/sampling.h"
#include "core/when-form.h"

enum { MOST_PIECES = 12, MOST_EMPTY_DAYS = 64 };

static Zone *zone_of(const Random *random, const WhenContext *context)
{
	return random->zone ? random->zone : context->zone;
}

static Piece window_on(const Random *random, Zone *zone, int day)
{
	Piece window;

	part_window_on(random->window, zone, day, &window.first, &window.last);
	return window;
}

/* --- cutting ----------------------------------------------------------------------------------- */

/* What is taken out of a window. */
typedef struct Cut {
	Hours quiet;
	Zone *home; /* of the quiet hours */
	const Except *except;
	Zone *zone; /* of what is excepted */
	gint64 from, until;
} Cut;

static Cut cut_of(const WhenContext *context)
{
	return (Cut){ context->quiet, context->home ? context->home : context->zone, context->except, context->zone,
		      context->from,  context->until ? context->until : TIME_NEVER };
}

/* First instant >= at that is left; one later than `last` where none is up to there. */
static gint64 left_from(const Cut *cut, gint64 at, gint64 last)
{
	gint64 before;

	at = MAX(at, cut->from);
	do {
		before = at;
		at = except_end_within(cut->except, cut->zone, hours_end(cut->quiet, cut->home, at), last);
	} while (at != before && at <= last);
	return at < cut->until ? at : TIME_NEVER;
}

/* First instant > at, which is left itself, that is not; at most one after `last`. */
static gint64 left_until(const Cut *cut, gint64 at, gint64 last)
{
	Hours loud = { cut->quiet.to, cut->quiet.from };
	gint64 quiet = cut->quiet.from == cut->quiet.to ? TIME_NEVER : hours_end(loud, cut->home, at);
	gint64 end = MIN(MIN(quiet, cut->until), last + 1);

	return MIN(end, except_begin(cut->except, cut->zone, at, end));
}

static guint cut_window(Piece window, const Cut *cut, Piece *pieces)
{
	gint64 at = left_from(cut, window.first, window.last);
	guint n = 0;

	while (n < MOST_PIECES && at <= window.last) {
		gint64 end = left_until(cut, at, window.last);

		pieces[n++] = (Piece){ at, end - 1 };
		at = left_from(cut, end, window.last);
	}
	return n;
}

/* --- drawing ----------------------------------------------------------------------------------- */

static gboolean due_on(const Random *random, int day)
{
	return day >= 0 && day < END_DAY && (!random->days || calendar_next_day(random->days, day) == day);
}

static gint64 *draw(const Random *random, const WhenContext *context, int day, guint *n)
{
	DrawKey key = { context->secret, context->schedule, context->trigger, day };
	Piece pieces[MOST_PIECES];
	Cut cut = cut_of(context);
	guint n_pieces = cut_window(window_on(random, zone_of(random, context), day), &cut, pieces);
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

/* --- searching --------------------------------------------------------------------------------- */

static gint64 first_after(const gint64 *moments, guint n, gint64 after)
{
	for (guint i = 0; i < n; i++)
		if (moments[i] > after)
			return moments[i];
	return TIME_NEVER;
}

static gint64 last_before(const gint64 *moments, guint n, gint64 before)
{
	for (guint i = n; i > 0; i--)
		if (moments[i - 1] < before)
			return moments[i - 1];
	return TIME_NEVER;
}

/* No kept draw, and the window lies wholly before or behind what is asked for: nothing need be drawn. */
static gboolean is_beside(const Random *random, const WhenContext *context, int day, gint64 after, gint64 before)
{
	Piece window = window_on(random, zone_of(random, context), day);
	guint n;

	if (window.last > after && window.first < before)
		return FALSE;
	return !context->draws || !draws_get(context->draws, context->schedule, context->trigger, day, &n);
}

/* Of one day's draw; `empty`: it is due that day, and has nothing. */
static gint64 next_on(const Random *random, const WhenContext *context, int day, gint64 after, gboolean *empty)
{
	g_autofree gint64 *moments = NULL;
	guint n;

	*empty = FALSE;
	if (is_beside(random, context, day, after, TIME_NEVER))
		return TIME_NEVER;
	moments = random_draw(random, context, day, &n);
	*empty = n == 0 && due_on(random, day);
	return first_after(moments, n, after);
}

static gint64 prev_on(const Random *random, const WhenContext *context, int day, gint64 before, gboolean *empty)
{
	g_autofree gint64 *moments = NULL;
	guint n;

	*empty = FALSE;
	if (is_beside(random, context, day, G_MININT64, before))
		return TIME_NEVER;
	moments = random_draw(random, context, day, &n);
	*empty = n == 0 && due_on(random, day);
	return last_before(moments, n, before);
}

/* The next one that is due; before it lies one that is no longer due, but was when it was drawn. */
static int day_after(const Random *random, const WhenContext *context, int day)
{
	int next = random->days ? calendar_next_day(random->days, day + 1) : day + 1;

	next = next < 0 ? END_DAY : next;
	return context->draws ? MIN(next, draws_next_day(context->draws, context->schedule, context->trigger, day + 1))
	                      : next;
}

static int day_before(const Random *random, const WhenContext *context, int day)
{
	int prev = random->days ? calendar_prev_day(random->days, day - 1) : day - 1;

	return context->draws ? MAX(prev, draws_prev_day(context->draws, context->schedule, context->trigger, day - 1))
	                      : prev;
}

/* What is excepted may take out many days; the quiet hours take out every day or none. */
static gboolean is_hopeless(const WhenContext *context, int empty)
{
	return !context->except && empty >= MOST_EMPTY_DAYS;
}

/* From the day before, whose window may reach over midnight; on a day that DST shortens into the next window. */
gint64 random_next(const Random *random, const WhenContext *context, gint64 after)
{
	Zone *zone = zone_of(random, context);
	int started = MAX(zone_day(zone, MAX(after, context->from)), 0), empty_days = 0;

	for (int day = started - 1; day < END_DAY && !is_hopeless(context, empty_days);
	     day = day_after(random, context, day)) {
		gboolean empty, ignored;
		gint64 found = next_on(random, context, day, after, &empty);

		empty_days += empty;
		if (found != TIME_NEVER && window_on(random, zone, day + 1).first > found)
			return found;
		if (found != TIME_NEVER)
			return MIN(found, next_on(random, context, day + 1, after, &ignored));
		if (context->until && zone_day_start(zone, day) > context->until)
			break;
	}
	return TIME_NEVER;
}

gint64 random_prev(const Random *random, const WhenContext *context, gint64 before)
{
	Zone *zone = zone_of(random, context);
	gint64 limit = context->until ? MIN(before, context->until) : before;
	int started = MIN(zone_day(zone, MIN(limit, DAYS((gint64)END_DAY))), END_DAY - 1), empty_days = 0;

	for (int day = started; day >= 0 && !is_hopeless(context, empty_days); day = day_before(random, context, day)) {
		gboolean empty, ignored;
		gint64 found = prev_on(random, context, day, before, &empty), earlier;

		empty_days += empty;
		if (found != TIME_NEVER && window_on(random, zone, day - 1).last < found)
			return found;
		if (found != TIME_NEVER) {
			earlier = prev_on(random, context, day - 1, before, &ignored);
			return earlier == TIME_NEVER ? found : MAX(found, earlier);
		}
		if (zone_day_start(zone, day + 2) < context->from)
			break;
	}
	return TIME_NEVER;
}

gboolean random_fits(const Random *random, Hours quiet, GError **error)
{
	g_autoptr(Zone) utc = zone_new("UTC", NULL);
	Cut cut = { .quiet = quiet, .home = utc, .zone = utc, .until = TIME_NEVER };
	Piece pieces[MOST_PIECES];
	guint n = cut_window(window_on(random, utc, 0), &cut, pieces);
	g_autofree char *hours = hours_to_string(quiet);

	if (n > 0 && sampling_fits(pieces, n, random->count, random->gap))
		return TRUE;
	g_set_error(error, WHEN_ERROR, WHEN_ERROR_NEVER,
	            n ? _("with the quiet hours %s there is no room for %d times so far apart")
	              : _("the quiet hours %s leave nothing of the window for %d times"),
	            hours, random->count);
	return FALSE;
}

/* --- the form ---------------------------------------------------------------------------------- */

static gpointer form_parse(const char *text, Zones *zones, GError **error)
{
	return random_parse(text, zones, error);
}

static void form_free(gpointer value)
{
	random_free(value);
}

static char *form_to_string(gconstpointer value)
{
	return random_to_string(value);
}

static char *form_explain(gconstpointer value)
{
	return random_explain(value);
}

static gint64 form_next(gconstpointer value, const WhenContext *context, gint64 after)
{
	return random_next(value, context, after);
}

static gint64 form_prev(gconstpointer value, const WhenContext *context, gint64 before)
{
	return random_prev(value, context, before);
}

static Zone *form_zone(gconstpointer value)
{
	return ((const Random *)value)->zone;
}

const Form random_form = {
	.name = "random",
	.begins = random_begins,
	.parse = form_parse,
	.free = form_free,
	.to_string = form_to_string,
	.explain = form_explain,
	.next = form_next,
	.prev = form_prev,
	.zone = form_zone,
};
