//! The platforms, and how their handles are written.

/// Where an account is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Platform {
    Instagram,
    Snapchat,
    Telegram,
    WhatsApp,
    Kik,
    WeChat,
    Line,
    Viber,
    Signal,
    OnlyFans,
    Twitter,
    Facebook,
    TikTok,
    Vk,
    Discord,
    CashApp,
    PayPal,
    Venmo,
    Skype,
    LinkedIn,
    Reddit,
    YouTube,
    Pinterest,
    Threads,
    Fansly,
    Linktree,
    KakaoTalk,
    Qq,
    Wickr,
    Threema,
    Icq,
    Twitch,
    Tumblr,
    Zalo,
}

/// Lengths and characters of a platform's handles. Letters, digits and `_` are always allowed.
pub(super) struct Shape {
    /// Fewest characters.
    pub(super) min: usize,
    /// Most characters.
    pub(super) max: usize,
    /// Further characters inside of a handle.
    pub(super) inner: &'static str,
    /// Whether a handle may hold digits alone.
    pub(super) digits: bool,
}

impl Platform {
    /// In order of declaration.
    pub(crate) const ALL: &'static [Self] = &[
        Self::Instagram,
        Self::Snapchat,
        Self::Telegram,
        Self::WhatsApp,
        Self::Kik,
        Self::WeChat,
        Self::Line,
        Self::Viber,
        Self::Signal,
        Self::OnlyFans,
        Self::Twitter,
        Self::Facebook,
        Self::TikTok,
        Self::Vk,
        Self::Discord,
        Self::CashApp,
        Self::PayPal,
        Self::Venmo,
        Self::Skype,
        Self::LinkedIn,
        Self::Reddit,
        Self::YouTube,
        Self::Pinterest,
        Self::Threads,
        Self::Fansly,
        Self::Linktree,
        Self::KakaoTalk,
        Self::Qq,
        Self::Wickr,
        Self::Threema,
        Self::Icq,
        Self::Twitch,
        Self::Tumblr,
        Self::Zalo,
    ];

    /// The name in values, such as `instagram`.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Instagram => "instagram",
            Self::Snapchat => "snapchat",
            Self::Telegram => "telegram",
            Self::WhatsApp => "whatsapp",
            Self::Kik => "kik",
            Self::WeChat => "wechat",
            Self::Line => "line",
            Self::Viber => "viber",
            Self::Signal => "signal",
            Self::OnlyFans => "onlyfans",
            Self::Twitter => "twitter",
            Self::Facebook => "facebook",
            Self::TikTok => "tiktok",
            Self::Vk => "vk",
            Self::Discord => "discord",
            Self::CashApp => "cashapp",
            Self::PayPal => "paypal",
            Self::Venmo => "venmo",
            Self::Skype => "skype",
            Self::LinkedIn => "linkedin",
            Self::Reddit => "reddit",
            Self::YouTube => "youtube",
            Self::Pinterest => "pinterest",
            Self::Threads => "threads",
            Self::Fansly => "fansly",
            Self::Linktree => "linktree",
            Self::KakaoTalk => "kakaotalk",
            Self::Qq => "qq",
            Self::Wickr => "wickr",
            Self::Threema => "threema",
            Self::Icq => "icq",
            Self::Twitch => "twitch",
            Self::Tumblr => "tumblr",
            Self::Zalo => "zalo",
        }
    }

    /// How handles are written, by the platforms' own rules.
    pub(super) fn shape(self) -> Shape {
        let (min, max, inner, digits) = match self {
            Self::Instagram | Self::Threads => (2, 30, ".", false),
            Self::Snapchat => (3, 15, ".-", false),
            Self::Telegram => (4, 32, "", false),
            Self::Kik => (2, 30, ".", false),
            Self::WeChat => (5, 20, "-", false),
            Self::Line => (3, 24, ".-", false),
            Self::OnlyFans | Self::Fansly => (3, 30, ".-", false),
            Self::Twitter => (2, 15, "", false),
            Self::Facebook => (3, 50, ".-", true),
            Self::TikTok => (2, 24, ".", false),
            Self::Vk => (3, 32, ".", false),
            Self::Discord => (2, 37, ".#", false),
            Self::CashApp => (2, 20, "-", false),
            Self::PayPal => (2, 20, ".-", false),
            Self::Venmo => (3, 30, "-", false),
            Self::Skype => (3, 32, ".-:", false),
            Self::LinkedIn => (3, 100, "-", false),
            Self::Reddit => (3, 20, "-", false),
            Self::YouTube => (3, 30, ".-", false),
            Self::Qq | Self::Icq => (5, 11, "-", true),
            Self::Threema => (8, 8, "", false),
            Self::Pinterest | Self::Linktree | Self::Twitch => (3, 30, ".-", false),
            Self::WhatsApp | Self::Viber | Self::Signal | Self::Zalo => (4, 32, ".", false),
            Self::KakaoTalk | Self::Wickr | Self::Tumblr => (3, 32, ".-", false),
        };
        Shape {
            min,
            max,
            inner,
            digits,
        }
    }

    /// Whether a folded handle can be one of this platform's.
    pub(super) fn allows(self, handle: &str) -> bool {
        let shape = self.shape();
        let length = (shape.min..=shape.max).contains(&handle.len());
        let chars = handle
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'_' || shape.inner.as_bytes().contains(&b));
        let digits = handle.bytes().all(|b| b.is_ascii_digit() || b == b'-');
        // Where accounts are phone numbers there are no handles.
        let named = !matches!(self, Self::WhatsApp | Self::Viber | Self::Zalo);
        named && length && chars && (!digits || shape.digits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn handles_are_as_their_platform_has_them() {
        for (platform, handle, allowed) in [
            (Platform::Twitter, "ana_x24", true),
            (Platform::Twitter, "ana.x24", false),
            (Platform::Twitter, "anaanaanaanaana24", false),
            (Platform::Instagram, "ana.x24", true),
            (Platform::Telegram, "ana", false),
            (Platform::Qq, "1234567", true),
            (Platform::Snapchat, "4155550132", false),
        ] {
            assert_eq!(
                platform.allows(handle),
                allowed,
                "{} {handle}",
                platform.name()
            );
        }
    }

    #[test]
    fn platforms_are_listed_in_their_order() {
        for (at, platform) in Platform::ALL.iter().enumerate() {
            assert_eq!(*platform as usize, at);
        }
    }
}
