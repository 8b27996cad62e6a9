#include "core/servers.h"
#include "core/i18n.h"

/* clang-format off */
const ServerKind servers_table[] = {
	{ "gnome-shell", NULL, "GNOME Shell", 3, NULL, FALSE,
	  "Buttons under the pointer only; says nothing when a banner goes after 4 s: the daemon keeps the time. Transient ones leave no pile." },
	{ "Plasma", NULL, "KDE Plasma", SERVERS_MOST_BUTTONS, NULL, FALSE,
	  "Buttons go with the popup after 5 s, unless told to stay. Lines are typed by inline-reply. Refuses the same text within a second: it "
	  "is tried again. Tells everybody of each click: only those of our own numbers are taken." },
	{ "dunst", NULL, "dunst", 0, "`dunstctl context`", TRUE,
	  "Says that it takes actions, and shows an (A): a middle click opens a menu of them, in an order of its own. Counts from 1 after a restart." },
	{ "mako", NULL, "mako", 0, "`makoctl menu`", TRUE, "Says that it takes actions, and shows nothing of them. Refuses hints of a wrong type." },
	{ "SwayNotificationCenter", NULL, "swaync", SERVERS_MOST_BUTTONS, NULL, FALSE,
	  "Says nothing when one moves to its control centre; transient ones do not go there." },
	{ "Xfce Notify Daemon", NULL, "xfce4-notifyd", SERVERS_MOST_BUTTONS, NULL, FALSE, "Knows no tags: replaced by number. Cuts a "
	  "summary at the end of its line.", 24 },
	{ "lxqt-notificationd", NULL, "LXQt", 3, NULL, FALSE, "Loses what stands behind a bare <: the body is escaped, as it says." },
	{ "Notification Daemon", "MATE", "MATE", SERVERS_MOST_BUTTONS, NULL, FALSE,
	  "Refuses more than 20 at once, of all programs: one that is refused is tried again." },
	{ "Notification Daemon", NULL, "notification-daemon", SERVERS_MOST_BUTTONS, NULL, FALSE,
	  "As MATE's; says nothing when one expires. Shows one at a time, and leaves one on the screen that is closed by its program." },
	{ "notify-osd", NULL, "notify-osd", 0, NULL, FALSE,
	  "Would make a dialog window of one with actions, and stays for as long as it likes: it gets none, and does not say that it takes them." },
	{ NULL },
};
/* clang-format on */

static gboolean is_called(const char *known, const char *said)
{
	return !known || (said && g_ascii_strcasecmp(known, said) == 0);
}

const ServerKind *servers_find(const char *name, const char *vendor)
{
	for (const ServerKind *kind = servers_table; kind->name; kind++)
		if (is_called(kind->name, name) && is_called(kind->vendor, vendor))
			return kind;
	return NULL;
}

ServerSkills servers_skills(const ServerKind *kind, const char *const *capabilities)
{
	ServerSkills skills = {
		.actions = g_strv_contains(capabilities, "actions"),
		.replies = g_strv_contains(capabilities, "inline-reply"),
		.markup = g_strv_contains(capabilities, "body-markup"),
		.tags = (kind && kind->tags) || g_strv_contains(capabilities, "x-canonical-private-synchronous"),
		.summary = kind ? kind->summary : 0,
	};

	if (kind && !kind->buttons && !kind->menu)
		skills.actions = FALSE;
	if (skills.actions)
		skills.buttons = kind ? kind->buttons : SERVERS_MOST_BUTTONS;
	return skills;
}

const ServerKind *servers_called(const char *called)
{
	for (const ServerKind *kind = servers_table; kind->name; kind++)
		if (g_strcmp0(kind->called, called) == 0)
			return kind;
	return NULL;
}

const char **servers_lacks(const ServerSkills *skills)
{
	const char **lacks = g_new0(const char *, 3);
	int n = 0;

	if (!skills->buttons)
		lacks[n++] = "buttons";
	if (!skills->replies)
		lacks[n++] = "replies";
	return lacks;
}

/* A line is typed into few of them, and missed by nobody. */
char *servers_missing(const ServerKind *kind, const char *const *lacks)
{
	if (!g_strv_contains(lacks, "buttons"))
		return g_strdup("");
	if (kind && kind->menu)
		return g_strdup_printf(_("shows no buttons (%s lists them)"), kind->menu);
	return g_strdup(_("shows no buttons"));
}
