#include "core/schedule.h"
#include "core/sampling.h"
#include "core/span.h"

static const char *const kind_names[N_KINDS] = {
	[KIND_CHECKIN] = "checkin", [KIND_SLOT] = "slot", [KIND_NUDGE] = "nudge"
};

const char *kind_name(Kind kind)
{
	return kind_names[kind];
}

gboolean kind_parse(const char *text, Kind *kind)
{
	for (int i = 0; i < N_KINDS; i++)
		if (g_str_equal(text, kind_names[i])) {
			*kind = i;
			return TRUE;
		}
	return FALSE;
}

Schedule *schedule_new(Kind kind, const char *name)
{
	Schedule *schedule = g_new0(Schedule, 1);

	schedule->kind = kind;
	schedule->name = g_strdup(name);
	schedule->id = g_strdup_printf("%s/%s", kind_name(kind), name);
	schedule->enabled = TRUE;
	schedule->whens = g_ptr_array_new_with_free_func((GDestroyNotify)when_free);
	schedule->expires = MINUTES(60);
	schedule->chance = 1;
	return schedule;
}

void schedule_free(Schedule *schedule)
{
	if (!schedule)
		return;
	g_free(schedule->name);
	g_free(schedule->id);
	g_ptr_array_unref(schedule->whens);
	g_free(schedule->protocol);
	zone_unref(schedule->zone);
	except_free(schedule->except);
	g_strfreev(schedule->topics);
	g_free(schedule->was);
	g_free(schedule->now);
	g_free(schedule);
}

static void add_date(GString *spec, const char *key, int day)
{
	int year, month, date;

	date_from_day(day, &year, &month, &date);
	if (day)
		g_string_append_printf(spec, "\n%s %04d-%02d-%02d", key, year, month, date);
}

/* Only what is not at its default, so that a new key leaves other schedules as they are. */
static void add_limits(GString *spec, const Schedule *schedule)
{
	g_autofree char *except = schedule->except ? except_to_string(schedule->except) : NULL;
	g_autofree char *jitter = span_to_string(schedule->jitter);

	if (schedule->zone)
		g_string_append_printf(spec, "\ntimezone %s", zone_name(schedule->zone));
	add_date(spec, "from", schedule->from);
	add_date(spec, "until", schedule->until);
	if (except && *except)
		g_string_append_printf(spec, "\nexcept %s", g_strdelimit(except, "\n", ';'));
	if (schedule->jitter)
		g_string_append_printf(spec, "\njitter %s", jitter);
	if (schedule->dst.gap || schedule->dst.overlap)
		g_string_append_printf(spec, "\ndst %d %d", schedule->dst.gap, schedule->dst.overlap);
}

char *schedule_spec(const Schedule *schedule)
{
	GString *spec = g_string_new(schedule->enabled ? "" : "disabled\n");

	for (guint i = 0; i < schedule->whens->len; i++) {
		g_autofree char *text = when_to_string(schedule->whens->pdata[i]);

		g_string_append_printf(spec, "%s%s", i ? "\n" : "", text);
	}
	add_limits(spec, schedule);
	return g_string_free(spec, FALSE);
}

const Schedule *schedules_find(const GPtrArray *schedules, const char *id)
{
	for (guint i = 0; i < schedules->len; i++) {
		const Schedule *schedule = schedules->pdata[i];

		if (g_str_equal(schedule->id, id))
			return schedule;
	}
	return NULL;
}

Missed schedule_missed(const Schedule *schedule)
{
	if (schedule->missed != MISSED_AUTO)
		return schedule->missed;
	for (guint i = 0; i < schedule->whens->len; i++) {
		WhenForm form = when_form(schedule->whens->pdata[i]);

		if (form != WHEN_RANDOM && form != WHEN_INTERVAL)
			return MISSED_ONCE;
	}
	return MISSED_SKIP;
}

gint64 schedule_grace(const Schedule *schedule)
{
	return schedule->grace ? schedule->grace : schedule->expires;
}

/* --- its moments ------------------------------------------------------------------------------- */

static Zone *zone_of(const Schedule *schedule, const Frame *frame)
{
	return schedule->zone ? schedule->zone : frame->zone;
}

static gint64 begin_of(const Schedule *schedule, const Frame *frame)
{
	return schedule->from ? zone_day_start(zone_of(schedule, frame), schedule->from) : G_MININT64;
}

/* The first instant that is too late. */
static gint64 end_of(const Schedule *schedule, const Frame *frame)
{
	return schedule->until ? zone_day_start(zone_of(schedule, frame), schedule->until + 1) : TIME_NEVER;
}

WhenContext schedule_context(const Schedule *schedule, const Frame *frame, int trigger)
{
	gboolean counts = when_form(schedule->whens->pdata[trigger]) == WHEN_INTERVAL;
	gint64 end = end_of(schedule, frame);

	return (WhenContext){ .zone = zone_of(schedule, frame),
		              .secret = frame->secret,
		              .schedule = schedule->id,
		              .trigger = trigger,
		              .quiet = frame->quiet,
		              .draws = frame->draws,
		              .home = frame->zone,
		              .dst = schedule->dst,
		              .except = schedule->except,
		              .from = MAX(begin_of(schedule, frame), 0),
		              .until = end == TIME_NEVER ? 0 : end,
		              .anchor = counts ? anchors_get(frame->anchors, schedule->id, trigger) : TIME_NEVER,
		              .events = frame->events };
}

/* What is excepted is passed over in one step, however many moments lie in it. Random windows were cut before the draw. */
static gint64 trigger_next(const Schedule *schedule, const WhenContext *context, gint64 after)
{
	const When *when = schedule->whens->pdata[context->trigger];
	gint64 at = when_next(when, context, after);

	if (when_form(when) == WHEN_RANDOM || !schedule->except)
		return at;
	while (at != TIME_NEVER && (context->until == 0 || at < context->until)) {
		gint64 end = except_end(schedule->except, context->zone, at);

		if (end == at)
			return at;
		if (end == TIME_NEVER)
			break;
		at = when_next(when, context, end - 1);
	}
	return TIME_NEVER;
}

static gint64 trigger_prev(const Schedule *schedule, const WhenContext *context, gint64 before)
{
	const When *when = schedule->whens->pdata[context->trigger];
	gint64 at = when_prev(when, context, before);

	if (when_form(when) == WHEN_RANDOM || !schedule->except)
		return at;
	while (at != TIME_NEVER && at >= context->from && except_covers(schedule->except, context->zone, at))
		at = when_prev(when, context, except_begun(schedule->except, context->zone, at));
	return at;
}

static guint earliest(const gint64 *moments, guint n)
{
	guint first = 0;

	for (guint i = 1; i < n; i++)
		if (moments[i] < moments[first])
			first = i;
	return first;
}

/* Of several whens always the earliest is asked whether it is left out: one of which nothing is left for years costs nothing
 * beside one that comes tomorrow. */
static gint64 union_next(const Schedule *schedule, const Frame *frame, gint64 after)
{
	guint n = schedule->whens->len, i;
	gint64 *moments = g_newa(gint64, n), last = end_of(schedule, frame), end;

	for (i = 0; i < n; i++) {
		WhenContext context = schedule_context(schedule, frame, (int)i);

		moments[i] = when_next(schedule->whens->pdata[i], &context, after);
	}
	while (n && (i = earliest(moments, n), moments[i] < last)) {
		WhenContext context = schedule_context(schedule, frame, (int)i);

		end = when_form(schedule->whens->pdata[i]) == WHEN_RANDOM
		              ? moments[i]
		              : except_end(schedule->except, context.zone, moments[i]);
		if (end == moments[i])
			return end;
		moments[i] = end == TIME_NEVER ? end : when_next(schedule->whens->pdata[i], &context, end - 1);
	}
	return TIME_NEVER;
}

gint64 schedule_next(const Schedule *schedule, const Frame *frame, gint64 after)
{
	gint64 next, begin;

	if (!schedule->enabled)
		return TIME_NEVER;
	begin = begin_of(schedule, frame);
	if (after < begin)
		after = begin - 1;
	if (schedule->whens->len == 1) {
		WhenContext context = schedule_context(schedule, frame, 0);

		next = trigger_next(schedule, &context, after);
	} else {
		next = union_next(schedule, frame, after);
	}
	return next < end_of(schedule, frame) ? next : TIME_NEVER;
}

gint64 schedule_prev(const Schedule *schedule, const Frame *frame, gint64 before)
{
	gint64 prev = G_MININT64;

	before = MIN(before, end_of(schedule, frame));
	for (guint i = 0; schedule->enabled && i < schedule->whens->len; i++) {
		WhenContext context = schedule_context(schedule, frame, (int)i);
		gint64 at = trigger_prev(schedule, &context, before);

		prev = at == TIME_NEVER ? prev : MAX(prev, at);
	}
	return prev == G_MININT64 || prev < begin_of(schedule, frame) ? TIME_NEVER : prev;
}

gint64 schedule_next_excepted(const Schedule *schedule, const Frame *frame, gint64 after)
{
	gint64 next = TIME_NEVER, end = end_of(schedule, frame);

	after = MAX(after, begin_of(schedule, frame) - (schedule->from != 0));
	for (guint i = 0; schedule->enabled && schedule->except && i < schedule->whens->len; i++) {
		WhenContext context = schedule_context(schedule, frame, (int)i);
		gint64 at = after;

		if (when_form(schedule->whens->pdata[i]) == WHEN_RANDOM)
			continue;
		while ((at = when_next(schedule->whens->pdata[i], &context, at)) < MIN(next, end) &&
		       !except_covers(schedule->except, context.zone, at)) {
			gint64 begin = except_begin(schedule->except, context.zone, at, MIN(next, end) - 1);

			if (begin == TIME_NEVER)
				break;
			at = begin - 1;
		}
		if (at < MIN(next, end) && except_covers(schedule->except, context.zone, at))
			next = at;
	}
	return next;
}

gboolean schedule_names(const Schedule *schedule, const Frame *frame, int trigger, gint64 at)
{
	WhenContext context = schedule_context(schedule, frame, trigger);

	return schedule->enabled && trigger_next(schedule, &context, at - 1) == at;
}

/* --- chance ------------------------------------------------------------------------------------ */

/* Each use of chance has draws of its own: a name has no blanks, so these are nobody's. */
static guint64 bits_of(const Schedule *schedule, const Frame *frame, const char *use, gint64 nominal)
{
	g_autofree char *name = g_strdup_printf("%s %s %" G_GINT64_FORMAT, schedule->id, use, nominal);
	DrawKey key = { frame->secret, name, 0, 0 };

	return sampling_bits(&key, 0);
}

/* Where the room after a nominal moment ends: all of what is less than this will do. */
static gint64 jitter_end(const Schedule *schedule, const Frame *frame, gint64 nominal)
{
	Hours quiet = frame->quiet, loud = { quiet.to, quiet.from };
	gint64 end = MIN(schedule_next(schedule, frame, nominal), nominal + schedule->jitter + 1);
	gint64 except = except_begin(schedule->except, zone_of(schedule, frame), nominal, end);

	end = MIN(MIN(end, except), end_of(schedule, frame));
	if (quiet.from != quiet.to && !hours_contain(quiet, frame->zone, nominal))
		end = MIN(end, hours_end(loud, frame->zone, nominal));
	return end;
}

gint64 schedule_jittered(const Schedule *schedule, const Frame *frame, gint64 nominal)
{
	guint64 room;

	if (schedule->jitter == 0)
		return nominal;
	room = (guint64)MAX(jitter_end(schedule, frame, nominal) - nominal, 1);
	return nominal + (gint64)((unsigned __int128)bits_of(schedule, frame, "jitter", nominal) * room >> 64);
}

double schedule_draw(const Schedule *schedule, const Frame *frame, gint64 nominal)
{
	return (double)(bits_of(schedule, frame, "chance", nominal) >> 11) / 9007199254740992.0;
}
