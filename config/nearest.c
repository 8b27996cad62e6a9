#include "config/nearest.h"

#include <string.h>

#define LONGEST 64 /* bytes; longer words are near to nothing */

static int min3(int a, int b, int c)
{
	return MIN(a, MIN(b, c));
}

/* Optimal string alignment distance, case folded. Both at most LONGEST bytes. */
static int distance(const char *a, const char *b)
{
	int rows[3][LONGEST + 1]; /* the row at hand, the one before, and the one before that */
	int la = (int)strlen(a), lb = (int)strlen(b);

	for (int j = 0; j <= lb; j++)
		rows[0][j] = j;
	for (int i = 1; i <= la; i++) {
		int *row = rows[i % 3];
		const int *above = rows[(i + 2) % 3], *above2 = rows[(i + 1) % 3];
		char c = g_ascii_tolower(a[i - 1]);

		row[0] = i;
		for (int j = 1; j <= lb; j++) {
			char d = g_ascii_tolower(b[j - 1]);

			row[j] = min3(above[j] + 1, row[j - 1] + 1, above[j - 1] + (c != d));
			if (i > 1 && j > 1 && c == g_ascii_tolower(b[j - 2]) && g_ascii_tolower(a[i - 2]) == d)
				row[j] = MIN(row[j], above2[j - 2] + 1);
		}
	}
	return rows[la % 3][lb];
}

const char *nearest_name(const char *word, const char *const *names)
{
	const char *nearest = NULL;
	gsize length = strlen(word);
	int best = length < 4 ? 2 : (int)MIN(length, 12) / 3 + 1; /* one more than may be wrong */

	if (!length || length > LONGEST)
		return NULL;
	for (; names && *names; names++) {
		int slips = strlen(*names) > LONGEST ? best : distance(word, *names);

		if (slips < best) {
			nearest = *names;
			best = slips;
		}
	}
	return nearest;
}
