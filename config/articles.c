/* articles.c - articles read from files: the head through the INI reader, the body as it stands. */
#include "config/articles.h"

#include <string.h>

#include "config/article-head.h"
#include "core/i18n.h"

const char *const article_action_headings[] = { ARTICLE_ACTION_HEADING, "Was du jetzt tun kannst", NULL };

Article *article_parse(const char *text, const char *path, const char *name, Problems *problems)
{
	g_autoptr(Article) article = g_new0(Article, 1);
	g_autoptr(IniFile) file = NULL;
	g_autofree char *head = NULL;
	guint errors = problems_errors(problems);
	const char *body = NULL;

	if (!g_utf8_validate(text, -1, NULL))
		problems_add(problems, path, 0, NULL, _("this is not UTF-8 text"));
	else if (!(body = article_split(text, &head)))
		problems_add(problems, path, 1, NULL,
		             _("expected a line ---, then title = … and the other keys, then a second line ---"));
	if (!body)
		return NULL;
	file = ini_file_parse(head, -1, path, problems);
	article_take_head(article, file, path, problems);
	article->name = g_strdup(name);
	article->body = g_strchomp(g_strdup(body + strspn(body, "\r\n"))); /* blanks ahead may begin a block of code */
	if (!*article->body)
		problems_add(problems, path, 0, NULL, _("there is no text below the head"));
	return problems_errors(problems) > errors ? NULL : g_steal_pointer(&article);
}
