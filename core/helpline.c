#include "core/helpline.h"

Helpline *helpline_new(const char *name)
{
	Helpline *helpline = g_new0(Helpline, 1);

	helpline->name = g_strdup(name);
	return helpline;
}

void helpline_free(Helpline *helpline)
{
	if (!helpline)
		return;
	g_free(helpline->name);
	g_free(helpline->title);
	g_free(helpline->phone);
	g_free(helpline->text);
	g_free(helpline->hours);
	g_free(helpline->note);
	g_free(helpline);
}
