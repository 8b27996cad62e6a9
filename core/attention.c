#include "core/attention.h"
#include "core/i18n.h"

#define NOTIFICATIONS "org.freedesktop.Notifications"
#define NOTIFICATIONS_PATH "/org/freedesktop/Notifications"
#define LOGIND "org.freedesktop.login1"

/* clang-format off */
#define SAVER(says, called, at)                                                                                        \
	{ .who = says, .means = REASON_LOCKED, .heed = HEED_SIGNAL, .name = called, .path = at, .interface = called,   \
	  .member = "ActiveChanged", .ask = "GetActive" }

/* Do not disturb is the affair of what shows the notifications: a setting that another desktop left behind means nothing here. */
const Attention attention_table[] = {
	{ .who = "Plasma", .means = REASON_DO_NOT_DISTURB, .heed = HEED_PROPERTY, .server = "Plasma",
	  .name = NOTIFICATIONS, .path = NOTIFICATIONS_PATH, .interface = NOTIFICATIONS, .member = "Inhibited" },
	{ .who = "GNOME", .means = REASON_DO_NOT_DISTURB, .heed = HEED_SETTING, .server = "gnome-shell",
	  .name = NOTIFICATIONS, .interface = "org.gnome.desktop.notifications", .member = "show-banners", .reversed = TRUE },
	{ .who = "dunst", .means = REASON_DO_NOT_DISTURB, .heed = HEED_PROPERTY, .server = "dunst",
	  .name = NOTIFICATIONS, .path = NOTIFICATIONS_PATH, .interface = "org.dunstproject.cmd0", .member = "paused" },
	{ .who = "swaync", .means = REASON_DO_NOT_DISTURB, .heed = HEED_SIGNAL, .server = "SwayNotificationCenter",
	  .name = NOTIFICATIONS, .path = NOTIFICATIONS_PATH, .interface = NOTIFICATIONS, .member = "OnDndToggle", .ask = "GetDnd" },
	{ .who = "Xfce", .means = REASON_DO_NOT_DISTURB, .heed = HEED_SIGNAL, .server = "Xfce Notify Daemon",
	  .name = "org.xfce.Xfconf", .path = "/org/xfce/Xfconf", .interface = "org.xfce.Xfconf", .ask = "GetProperty",
	  .words = { "xfce4-notifyd", "/do-not-disturb" } },
	/* From 1.10 on; the name of a mode is the person's, and its manual calls it so. Before that nothing tells of a change. */
	{ .who = "mako", .means = REASON_DO_NOT_DISTURB, .heed = HEED_PROPERTY, .server = "mako",
	  .name = NOTIFICATIONS, .path = "/fr/emersion/Mako", .interface = "fr.emersion.Mako", .member = "Modes", .ask = "ListModes",
	  .names = { "do-not-disturb", "dnd" } },

	SAVER(N_("the screen saver"), "org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"),
	SAVER(N_("GNOME's screen saver"), "org.gnome.ScreenSaver", "/org/gnome/ScreenSaver"),
	SAVER(N_("MATE's screen saver"), "org.mate.ScreenSaver", "/org/mate/ScreenSaver"),
	SAVER(N_("Cinnamon's screen saver"), "org.cinnamon.ScreenSaver", "/org/cinnamon/ScreenSaver"),
	SAVER(N_("Xfce's screen saver"), "org.xfce.ScreenSaver", "/org/xfce/ScreenSaver"),

	{ .who = N_("the login session"), .means = REASON_LOCKED, .heed = HEED_SESSION, .system = TRUE,
	  .name = LOGIND, .interface = LOGIND ".Session", .member = "LockedHint" },
	{ .who = N_("the login session"), .means = REASON_AWAY, .heed = HEED_SESSION, .system = TRUE,
	  .name = LOGIND, .interface = LOGIND ".Session", .member = "IdleHint" },
	{ .who = N_("the system"), .means = REASON_ASLEEP, .heed = HEED_SIGNAL, .system = TRUE,
	  .name = LOGIND, .path = "/org/freedesktop/login1", .interface = LOGIND ".Manager", .member = "PrepareForSleep" },
	{ .who = N_("GNOME's idle monitor"), .means = REASON_AWAY, .heed = HEED_IDLE, .name = "org.gnome.Mutter.IdleMonitor",
	  .path = "/org/gnome/Mutter/IdleMonitor/Core", .interface = "org.gnome.Mutter.IdleMonitor", .member = "WatchFired" },
	{ .who = NULL },
};
/* clang-format on */

guint attention_count(void)
{
	return G_N_ELEMENTS(attention_table) - 1;
}

GVariant *attention_question(const Attention *row)
{
	GVariantBuilder words;

	if (!row->words[0])
		return NULL;
	g_variant_builder_init(&words, G_VARIANT_TYPE_TUPLE);
	for (int i = 0; row->words[i]; i++)
		g_variant_builder_add(&words, "s", row->words[i]);
	return g_variant_builder_end(&words);
}

static gboolean holds_name(const Attention *row, GVariant *list)
{
	g_autofree const char **names = g_variant_get_strv(list, NULL);

	for (int i = 0; row->names[i]; i++)
		if (g_strv_contains(names, row->names[i]))
			return TRUE;
	return FALSE;
}

/* Takes `value`, in as many variants as it may be. */
static gboolean read_value(const Attention *row, GVariant *value, gboolean *on)
{
	g_autoptr(GVariant) plain = value;
	gboolean is_list = row->names[0] != NULL;

	while (g_variant_is_of_type(plain, G_VARIANT_TYPE_VARIANT)) {
		GVariant *inner = g_variant_get_variant(plain);

		g_variant_unref(plain);
		plain = inner;
	}
	if (!g_variant_is_of_type(plain, is_list ? G_VARIANT_TYPE_STRING_ARRAY : G_VARIANT_TYPE_BOOLEAN))
		return FALSE;
	*on = (is_list ? holds_name(row, plain) : g_variant_get_boolean(plain)) != row->reversed;
	return TRUE;
}

/* Whether it begins with these words; an answer to them does not repeat them. */
static gboolean begins(const Attention *row, GVariant *tuple, gsize *value)
{
	gsize n = g_variant_n_children(tuple);

	*value = 0;
	for (gsize i = 0; row->words[i] && n != 1; i++) {
		g_autoptr(GVariant) word = i < n ? g_variant_get_child_value(tuple, i) : NULL;

		if (!word || !g_variant_is_of_type(word, G_VARIANT_TYPE_STRING) ||
		    !g_str_equal(g_variant_get_string(word, NULL), row->words[i]))
			return FALSE;
		*value = i + 1;
	}
	return TRUE;
}

gboolean attention_read(const Attention *row, GVariant *tuple, gboolean *on)
{
	gsize value;

	if (!g_variant_is_of_type(tuple, G_VARIANT_TYPE_TUPLE) || !begins(row, tuple, &value))
		return FALSE;
	if (value < g_variant_n_children(tuple))
		return read_value(row, g_variant_get_child_value(tuple, value), on);
	*on = FALSE;
	return value > 0;
}

Reason attention_graver(Reason one, Reason other)
{
	static const Reason order[] = { REASON_ASLEEP, REASON_LOCKED, REASON_DO_NOT_DISTURB, REASON_AWAY };

	for (gsize i = 0; i < G_N_ELEMENTS(order); i++)
		if (one == order[i] || other == order[i])
			return order[i];
	return REASON_NONE;
}
