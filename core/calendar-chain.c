#include "core/calendar-fields.h"
#include "core/i18n.h"
#include <stdlib.h>
#include <string.h>

/* One field of an expression: "1..5,10/2". How it is read, and what it may hold. */

enum { MOST_ITEMS = 241 };

const FieldRange field_ranges[N_FIELDS] = {
	[YEAR] = { "year", FIRST_YEAR, LAST_YEAR },
	[MONTH] = { "month", 1, 12 },
	[DAY] = { "day", 1, 31 },
	[HOUR] = { "hour", 0, 23 },
	[MINUTE] = { "minute", 0, 59 },
	[SECOND] = { "second", 0, USECS_A_MINUTE - 1 },
};

static void chain_add(Chain *chain, Item item)
{
	if ((chain->n & (chain->n - 1)) == 0) /* grows at powers of two */
		chain->items = g_renew(Item, chain->items, MAX(2 * chain->n, 1));
	chain->items[chain->n++] = item;
}

/* What follows the point, as microseconds; a seventh decimal rounds. */
static gboolean read_decimals(Expr *expr, gint64 *value)
{
	int scale = G_USEC_PER_SEC;

	if (!g_ascii_isdigit(*++expr->at))
		return expr_fail(expr, _("decimals are expected after the point"));
	while (g_ascii_isdigit(*expr->at) && scale > 1)
		*value += (*expr->at++ - '0') * (scale /= 10);
	if (g_ascii_isdigit(*expr->at) && *expr->at >= '5')
		(*value)++;
	expr->at += strspn(expr->at, "0123456789");
	return TRUE;
}

/* "5", or with `field` SECOND also "5.25", in microseconds. */
static gboolean read_value(Expr *expr, Field field, int *value)
{
	const char *where = expr->at;
	gint64 usecs;

	if (!expr_number(expr, field == SECOND ? G_MAXINT / G_USEC_PER_SEC : G_MAXINT - 1, value))
		return FALSE;
	if (field != SECOND)
		return TRUE;
	usecs = SECONDS(*value);
	if (expr->at[0] == '.' && expr->at[1] != '.' && !read_decimals(expr, &usecs))
		return FALSE;
	*value = (int)MIN(usecs, G_MAXINT);
	return usecs <= G_MAXINT || expr_fail_at(expr, WHEN_ERROR_SYNTAX, where, _("the number is too large"));
}

static gboolean read_item(Expr *expr, Field field, Item *item)
{
	*item = (Item){ .stop = -1, .where = expr->at };
	if (!read_value(expr, field, &item->start))
		return FALSE;
	if (g_str_has_prefix(expr->at, "..")) {
		expr->at += 2;
		if (!read_value(expr, field, &item->stop))
			return FALSE;
		item->step = field == SECOND ? G_USEC_PER_SEC : 1;
	}
	if (*expr->at != '/')
		return field != SECOND || item->stop < 0 || item->stop - item->start >= item->step ||
		       expr_fail_at(expr, WHEN_ERROR_SYNTAX, item->where,
		                    _("a range of seconds must go up by a second or more"));
	expr->at++;
	if (!read_value(expr, field, &item->step))
		return FALSE;
	return item->step > 0 || expr_fail_at(expr, WHEN_ERROR_SYNTAX, expr->at - 1, _("a step must be at least 1"));
}

/* Which field it is may not be known yet: "5" begins a date as well as a time. */
gboolean chain_read(Expr *expr, Field field, Chain *chain)
{
	Item item;

	if (*expr->at == '*') {
		expr->at++;
		return TRUE;
	}
	do {
		if (chain->n > 0)
			expr->at++;
		if (chain->n == MOST_ITEMS)
			return expr_fail(expr, _("the list is too long: %d at most"), MOST_ITEMS);
		if (!read_item(expr, field, &item))
			return FALSE;
		chain_add(chain, item);
	} while (*expr->at == ',');
	if (*expr->at && !strchr(" -~:", *expr->at))
		return expr_fail(expr, _("\"%.*s\" is not expected here"), (int)(g_utf8_skip[(guchar)*expr->at]),
		                 expr->at);
	return TRUE;
}

void chain_set(Chain *chain, int value)
{
	chain_add(chain, (Item){ value, -1, 0, "" });
}

/* --- check and order --------------------------------------------------------------------------- */

static int compare_items(const void *a, const void *b)
{
	const Item *x = a, *y = b;

	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	if (x->stop != y->stop)
		return x->stop < y->stop ? -1 : 1;
	return (x->step > y->step) - (x->step < y->step);
}

static gboolean fail(Expr *expr, const Item *item, const char *why, Field field, int to)
{
	int unit = field == SECOND ? G_USEC_PER_SEC : 1;

	return expr_fail_at(expr, WHEN_ERROR_SYNTAX, item->where, _("%s: the %s goes from %d to %d"), why,
	                    field_ranges[field].name, field_ranges[field].from, to / unit);
}

static gboolean item_check(Expr *expr, const Item *item, Field field, gboolean from_end, int to)
{
	int from = field_ranges[field].from;

	if (item->start < from || item->start > to || item->stop > to)
		return fail(expr, item, _("out of range"), field, to);
	if (item->step > to - from)
		return fail(expr, item, _("the step is too long"), field, to);
	if (item->stop >= 0 && item->start + item->step > item->stop)
		return expr_fail_at(expr, WHEN_ERROR_SYNTAX, item->where, _("a range must go up"));
	if (item->stop < 0 && (from_end ? item->start - item->step < from : item->start + item->step > to))
		return fail(expr, item, _("the first step already leads out of range"), field, to);
	return TRUE;
}

static void chain_unique(Chain *chain)
{
	guint kept = 1;

	for (guint i = 1; i < chain->n; i++)
		if (compare_items(&chain->items[i], &chain->items[kept - 1]) != 0)
			chain->items[kept++] = chain->items[i];
	chain->n = kept;
}

gboolean chain_normalise(Expr *expr, Chain *chain, Field field, gboolean from_end)
{
	for (guint i = 0; i < chain->n; i++) {
		Item *item = &chain->items[i];

		if (item->stop > item->start)
			item->stop -= (item->stop - item->start) % item->step;
		if (item->stop == item->start) { /* "5..5", and "5..8/10": just the start */
			item->stop = -1;
			item->step = 0;
		}
	}
	if (chain->n == 0)
		return TRUE;
	qsort(chain->items, chain->n, sizeof *chain->items, compare_items);
	chain_unique(chain);
	for (guint i = 0; i < chain->n; i++) {
		/* Counted from the month's end, systemd allows 28 days to the first item, 25 to the second, and so on. */
		int to = field_ranges[field].to - (from_end ? 3 * (int)(i + 1) : 0);

		if (!item_check(expr, &chain->items[i], field, from_end, to))
			return FALSE;
	}
	return TRUE;
}
