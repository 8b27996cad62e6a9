#include "core/number.h"

#include <glib.h>

void number_begin(void)
{
	g_ascii_strtoll("0", NULL, 10);
}
