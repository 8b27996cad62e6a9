#include "config/settings.h"

static const char text[] =
#include "steady-ini.h"
	;

const char *settings_default_text(void)
{
	return text;
}
