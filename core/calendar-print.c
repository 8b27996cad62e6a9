#include "core/calendar-fields.h"
#include "core/words.h"
#include <string.h>

/* The normal form, as systemd 252 prints it. */

static const char *const weekday_names[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };

/* Two days running are "Mon,Tue", three "Mon..Wed". */
void weekdays_print(GString *s, guint weekdays)
{
	const char *comma = "";

	for (int first, last = -1; weekdays_run(weekdays, &first, &last);) {
		g_string_append_printf(s, "%s%s", comma, weekday_names[first]);
		comma = ",";
		if (last > first)
			g_string_append_printf(s, "%s%s", last > first + 1 ? ".." : ",", weekday_names[last]);
	}
}

static void print_value(GString *s, const char *before, int value, Field field, int width)
{
	int unit = field == SECOND ? G_USEC_PER_SEC : 1;

	g_string_append_printf(s, "%s%0*d", before, width, value / unit);
	if (value % unit)
		g_string_append_printf(s, ".%06d", value % unit);
}

static void print_item(GString *s, const Item *item, Field field)
{
	int width = field == YEAR ? 4 : 2, one = field == SECOND ? G_USEC_PER_SEC : 1;

	print_value(s, "", item->start, field, width);
	if (item->stop > 0)
		print_value(s, "..", item->stop, field, width);
	if (item->step > 0 && !(item->stop > 0 && item->step == one))
		print_value(s, "/", item->step, field, 1);
}

/* "0/1" says every second, whatever whole seconds stand beside it. */
static gboolean is_star(const Calendar *calendar, Field field)
{
	const Chain *chain = &calendar->field[field];

	return chain->n == 0 || (field == SECOND && !calendar->fractions && chain->items[0].start == 0 &&
	                         chain->items[0].stop < 0 && chain->items[0].step == G_USEC_PER_SEC);
}

static void print_chain(GString *s, const Calendar *calendar, Field field)
{
	const Chain *chain = &calendar->field[field];

	if (is_star(calendar, field)) {
		g_string_append_c(s, '*');
		return;
	}
	for (guint i = 0; i < chain->n; i++) {
		if (i > 0)
			g_string_append_c(s, ',');
		print_item(s, &chain->items[i], field);
	}
}

char *calendar_to_string(const Calendar *calendar)
{
	const char separators[] = { '-', calendar->from_end ? '~' : '-', ' ', ':', ':' };
	GString *s = g_string_sized_new(64);

	if (calendar->weekdays) {
		weekdays_print(s, calendar->weekdays);
		g_string_append_c(s, ' ');
	}
	for (Field field = YEAR; field < N_FIELDS; field++) {
		print_chain(s, calendar, field);
		if (field < SECOND)
			g_string_append_c(s, separators[field]);
	}
	if (calendar->zone)
		g_string_append_printf(s, " %s", zone_name(calendar->zone));
	return g_string_free(s, FALSE);
}

gboolean calendar_equal(const Calendar *a, const Calendar *b)
{
	g_autofree char *x = calendar_to_string(a), *y = calendar_to_string(b);

	return strcmp(x, y) == 0;
}

Zone *calendar_zone(const Calendar *calendar)
{
	return calendar->zone;
}
