#include "core/zone-rule.h"
#include <stdlib.h>
#include <string.h>

/* RFC 8536: a header of 44 bytes with six counts at 20, a block of 32-bit data, the same again with 64 bits, a footer. */
enum { HEADER = 44, COUNTS = 20 };
typedef enum { UT, STANDARD, LEAP, TIME, TYPE, LETTERS, N_COUNTS } Count;

typedef struct Block {
	const char *data;
	guint32 count[N_COUNTS];
	gsize length; /* of the data */
} Block;

static gboolean block_read(const char *at, const char *end, gsize time_size, Block *block)
{
	if (end - at < HEADER || memcmp(at, "TZif", 4) != 0)
		return FALSE;
	memcpy(block->count, at + COUNTS, sizeof block->count);
	for (int i = 0; i < N_COUNTS; i++) {
		block->count[i] = GUINT32_FROM_BE(block->count[i]);
		if (block->count[i] > G_MAXUINT16)
			return FALSE;
	}
	block->data = at + HEADER;
	block->length = block->count[TIME] * (time_size + 1) + block->count[TYPE] * 6 + block->count[LETTERS] +
	                block->count[LEAP] * (time_size + 4) + block->count[STANDARD] + block->count[UT];
	return (gsize)(end - block->data) >= block->length;
}

static gint64 last_transition(const Block *block)
{
	gint64 last;

	if (block->count[TIME] == 0)
		return G_MININT64;
	memcpy(&last, block->data + (block->count[TIME] - 1) * sizeof last, sizeof last);
	return GINT64_FROM_BE(last);
}

/* "IST-1GMT0,start,end" as "GMT0IST-1,end,start", where the second offset is the lesser one (POSIX counts to the west). */
static char *turn(const char *rule)
{
	static const char *const pattern =
		"^((?:<[^>]+>|[A-Za-z]+)([-+]?\\d+))((?:<[^>]+>|[A-Za-z]+)([-+]?\\d+)),([^,]+),([^,]+)$";
	g_autoptr(GRegex) regex = g_regex_new(pattern, 0, 0, NULL);
	g_autoptr(GMatchInfo) match = NULL;
	g_autofree char *standard = NULL, *saving = NULL;

	if (!g_regex_match(regex, rule, 0, &match))
		return NULL;
	standard = g_match_info_fetch(match, 2);
	saving = g_match_info_fetch(match, 4);
	return atoi(saving) > atoi(standard) ? g_match_info_expand_references(match, "\\3\\1,\\6,\\5", NULL) : NULL;
}

char *zone_rule_turned(const char *tzif, gsize n, gint64 *from)
{
	const char *end = tzif + n;
	g_autofree char *rule = NULL;
	char *newline;
	Block narrow, wide;

	if (!block_read(tzif, end, 4, &narrow) || !block_read(narrow.data + narrow.length, end, 8, &wide))
		return NULL;
	*from = last_transition(&wide);
	rule = g_strndup(wide.data + wide.length, (gsize)(end - wide.data - wide.length));
	newline = *rule == '\n' ? strchr(rule + 1, '\n') : NULL;
	if (!newline || !strchr(rule, ','))
		return NULL;
	*newline = '\0';
	return turn(rule + 1);
}
