//! Which part of a run of digits is a phone number.

use super::super::Context;
use super::super::found::{Candidate, Found};
use super::super::lexicon::Domain;
use super::super::page::{Gap, Page, TokenKind};
use super::check::{self, Answers, Valid};
use super::disguise::Disguise;
use super::edge::{self, Cues};
use super::region::{self, Regions};
use super::run::{Joint, Kind, Piece, Run};
use super::words;
use model::{Attribute, MentionType};

/// Most questions to the library between two numbers of a run.
const MOST_CHECKS: u32 = 40;
/// Most windows of a run that are looked at between two numbers.
const MOST_LOOKS: u32 = 120;
/// Questions without an answer that any page may cost, and one more for so many bytes: so that a page of look-alikes
/// costs no more than a page of numbers.
const MISSES: u32 = 256;
const BYTES_A_MISS: usize = 128;
/// How far an area code may stand apart from the rest, in tokens.
const APART: usize = 24;

/// Looks for numbers in the runs of one page.
pub(super) struct Windows<'p, 't> {
    page: &'p Page<'t>,
    context: &'p Context<'p>,
    /// The stated region has numbers of ten digits.
    is_nanp: bool,
    /// A word or sign near which a number may stand in international form without a plus is somewhere in the text.
    has_cue: bool,
    /// Questions without an answer that the page may still cost.
    misses: u32,
    /// What earlier recognizers hold that a number may lie in, by start.
    accounts: Vec<(usize, usize)>,
    /// What the library said.
    answers: Answers,
    /// An area code that was announced: its digits, first token, one past its last.
    area: Option<([u8; 5], usize, usize)>,
}

/// Whether a string of digits can be dialled where national numbers have ten; others are in international form, which
/// needs a cue.
fn may_be_nanp(digits: &[u8], has_cue: bool) -> bool {
    match digits {
        [b'1', rest @ ..] if rest.len() == 10 => true,
        [b'0', ..] => digits.len() >= 10,
        _ => digits.len() == 10 || has_cue && digits.len() >= 11,
    }
}

/// What the search in one run may still cost.
struct Budget {
    /// Questions to the library.
    checks: u32,
    /// Windows looked at.
    looks: u32,
}

impl Budget {
    fn for_one() -> Self {
        Self {
            checks: 8,
            looks: 8,
        }
    }
}

/// A part of a run that is taken for a number.
struct Hit {
    valid: Valid,
    confidence: u8,
    reversed: bool,
    area_apart: bool,
}

/// The pieces of a number in a run.
struct Window {
    from: usize,
    to: usize,
    /// How badly it is cut out.
    penalty: u8,
    hit: Hit,
}

/// How badly a window is cut out of a run: through what is written in one way, or with a word at its edge that may be
/// none of its digits. Also, whether it is cut.
fn penalty(pieces: &[Piece], lowest: usize, from: usize, to: usize) -> (u8, bool) {
    let class = |piece: &Piece| match piece.kind {
        Kind::Plain | Kind::Letters => 1 + u8::from(piece.count > 1),
        Kind::Spelled | Kind::Multiplied | Kind::Homophone => 0,
    };
    let spaced = |piece: &Piece| {
        let joint = &piece.joint;
        joint.space
            && !(joint.dash
                || joint.dot
                || joint.slash
                || joint.open
                || joint.close
                || joint.odd.is_some())
    };
    let (first, last) = (&pieces[from], &pieces[to - 1]);
    let formed = to - from > 1 && !pieces[from + 1..to].iter().any(spaced);
    // What stands between the window and its neighbour, unless it stands between the window's own pieces too.
    let loose = |between: &Piece, inner: usize| {
        let inner = if (from + 1..to).contains(&inner) {
            pieces[inner].joint
        } else {
            Joint::default()
        };
        let joint = &between.joint;
        (joint.line && !inner.line)
            || (joint.comma && !inner.comma)
            || (joint.word && !inner.word)
            || (joint.odd.is_some() && joint.odd != inner.odd)
            || (joint.dot && joint.space && !(inner.dot && inner.space))
    };
    let cut = |outer: &Piece, edge: &Piece, between: &Piece, inner: usize| {
        let letter = outer.kind == Kind::Letters && outer.count == 1 && spaced(between);
        outer.kind != Kind::Homophone
            && !letter
            && class(outer) == class(edge)
            && !loose(between, inner)
            && !(formed && spaced(between))
    };
    let mut penalty = 0;
    if from > lowest && cut(&pieces[from - 1], first, first, (from + 1).min(to - 1)) {
        penalty += 2;
    }
    if to < pieces.len() && cut(&pieces[to], last, &pieces[to], to - 1) {
        penalty += 2;
    }
    let is_cut = penalty > 0;
    // "O" by itself may be the next word.
    let soft = |piece: &Piece, attached: bool| {
        let letter = piece.kind == Kind::Letters && piece.count == 1 && !attached;
        u8::from(piece.kind == Kind::Homophone || letter)
    };
    let second = &pieces[(from + 1).min(to - 1)];
    penalty += soft(first, to - from > 1 && !second.joint.space) + soft(last, !last.joint.space);
    // "… eight nine. 80 half an hour": what is written otherwise behind another sign.
    if to - from > 2 {
        let inner = &pieces[to - 2];
        if class(last) != class(inner) && loose(last, to - 2) {
            penalty += 2;
        }
        if class(first) != class(second) && loose(second, from + 2) {
            penalty += 2;
        }
    }
    // "80 four one five …": digits in front of a number in words.
    if to - from > 3
        && class(first) == 2
        && pieces[from + 1..from + 4]
            .iter()
            .all(|piece| class(piece) == 0)
    {
        penalty += 1;
    }
    (penalty, is_cut)
}

impl<'p, 't> Windows<'p, 't> {
    pub(super) fn new(page: &'p Page<'t>, context: &'p Context<'p>, found: &mut Found) -> Self {
        let mut accounts: Vec<(usize, usize)> = found
            .candidates
            .iter()
            .filter(|candidate| candidate.kind == MentionType::Account && !candidate.nested)
            .map(|candidate| (candidate.start, candidate.end))
            .collect();
        accounts.sort_unstable();
        Self {
            page,
            context,
            has_cue: edge::has_cue(page),
            is_nanp: region::stated(context).is_some_and(region::is_nanp),
            misses: MISSES + u32::try_from(page.text.len() / BYTES_A_MISS).unwrap_or(u32::MAX / 2),
            accounts,
            answers: std::mem::take(&mut found.answers),
            area: None,
        }
    }

    /// Gives back what the library said, for the next page.
    pub(super) fn into_answers(self) -> Answers {
        self.answers
    }

    /// Adds the numbers of a run; the token after the last.
    pub(super) fn numbers(&mut self, run: &Run, found: &mut Found) -> Option<usize> {
        let pieces = run.pieces();
        // A card's number.
        if pieces.len() == 4
            && pieces
                .iter()
                .all(|piece| piece.count == 4 && piece.kind == Kind::Plain)
            && !self.has_plus(pieces[0].from)
        {
            return None;
        }
        if let Some((first, to, hit)) = self.apart(run) {
            return Some(self.push(run, 0, to, first, hit, found));
        }
        let mut last = None;
        let mut from = counted(run);
        while from < pieces.len() {
            let mut budget = Budget {
                checks: MOST_CHECKS.min(self.misses.max(1)),
                looks: MOST_LOOKS,
            };
            let best = self.best(run, from, &mut budget);
            let Some(best) = best else {
                let asked = MOST_CHECKS.saturating_sub(budget.checks);
                self.misses = self.misses.saturating_sub(asked);
                break;
            };
            let first = self.first_token(pieces[best.from].from);
            let end = self.push(run, best.from, best.to, first, best.hit, found);
            from = best.to;
            while from < pieces.len() && pieces[from].from < end {
                from += 1;
            }
            last = Some(end);
        }
        if last.is_none() {
            self.remember(run);
        }
        last
    }

    /// The number in pieces from `lowest` on that is cut out of its surroundings best; of equals the first and longest.
    fn best(&mut self, run: &Run, lowest: usize, budget: &mut Budget) -> Option<Window> {
        let pieces = run.pieces();
        let mut best: Option<Window> = None;
        for from in lowest..pieces.len() {
            if best.as_ref().is_some_and(|best| from >= best.to) {
                break;
            }
            if from > 0 && !pieces[from].joint.is_separable() {
                continue;
            }
            let plus = self.has_plus(pieces[from].from);
            // The last piece with which the digits are not too many.
            let most = pieces[from..]
                .iter()
                .take_while(|piece| piece.start + piece.count - pieces[from].start <= check::MOST)
                .count();
            for to in (from + 1..=from + most).rev() {
                let digits = run.digits(from, to);
                if digits.len() < check::FEWEST {
                    break;
                }
                if to < pieces.len() && !pieces[to].joint.is_separable() {
                    continue;
                }
                if self.is_nanp && !plus && !may_be_nanp(digits, self.has_cue) {
                    continue;
                }
                if budget.checks == 0 || budget.looks == 0 {
                    return best;
                }
                let (penalty, is_cut) = penalty(pieces, lowest, from, to);
                if best.as_ref().is_some_and(|best| penalty >= best.penalty) {
                    continue;
                }
                budget.looks -= 1;
                if let Some(hit) = self.hit(run, from, to, plus, is_cut, budget) {
                    best = Some(Window {
                        from,
                        to,
                        penalty,
                        hit,
                    });
                    if penalty == 0 {
                        return best;
                    }
                }
            }
        }
        best
    }

    /// The token where a number's text begins: its plus sign and bracket belong to it.
    fn first_token(&self, at: usize) -> usize {
        let page = self.page;
        let mut first = at;
        while first > 0 && page.tokens[first].gap <= Gap::Space && at - first < 3 {
            let before = first - 1;
            let joined = page.tokens[first].gap == Gap::None;
            let belongs = match page.tokens[before].kind {
                TokenKind::Symbol('+') => joined,
                TokenKind::Symbol('(' | '[') => true,
                TokenKind::Word => self.is_plus_word(before),
                _ => false,
            };
            if !belongs {
                break;
            }
            first = before;
        }
        first
    }

    fn is_plus_word(&self, at: usize) -> bool {
        self.page
            .senses_in(at, Domain::Phone)
            .any(|sense| sense.code == words::PLUS)
    }

    /// Whether a plus sign stands before a piece.
    fn has_plus(&self, at: usize) -> bool {
        let escaped = at >= 3 && super::is_escaped_plus(self.page, at - 2);
        let first = self.first_token(at);
        escaped
            || (first..at).any(|token| self.page.is_symbol(token, '+') || self.is_plus_word(token))
            || (at > 0
                && self.page.is_symbol(at - 1, '+')
                && self.page.tokens[at].gap <= Gap::Space)
    }

    fn hit(
        &mut self,
        run: &Run,
        from: usize,
        to: usize,
        plus: bool,
        is_cut: bool,
        budget: &mut Budget,
    ) -> Option<Hit> {
        let pieces = &run.pieces()[from..to];
        let digits = run.digits(from, to);
        if pieces.iter().any(|piece| piece.count > 15) {
            return None;
        }
        let form = Form::of(pieces);
        // 649 + 788 = 1437
        if plus && form.odd == Some('=') {
            return None;
        }
        if from > 0 && !form.obscured {
            // 45+31-339243873 is a sum.
            let joint = &pieces[0].joint;
            if joint.plus && !joint.space && !joint.line {
                return None;
            }
        }
        let area = form.words > 0 && self.is_area(pieces[0].from, pieces[0].to);
        if form.years(pieces, digits) || touches_date(run, from, to) {
            return None;
        }
        if form.obscured {
            form.may_be_obscured(pieces, digits)?;
        } else if form.is_date_or_decimal(pieces, digits) {
            return None;
        }
        if is_times(pieces, digits) {
            return None;
        }
        let (first, last) = (pieces[0].from, pieces[pieces.len() - 1].to);
        let mut cues = edge::cues(self.page, self.first_token(first), last);
        cues.phone |= area;
        cues.area = area;
        let formed = pieces.len() > 1 || plus;
        let edges = (from > 0
            || edge::may_begin(self.page, self.first_token(first), formed, cues.phone))
            && (to < run.pieces().len()
                || edge::extension(self.page, last).is_some()
                || edge::may_end(self.page, last, formed, cues.phone));
        if !edges {
            return None;
        }
        if to < run.pieces().len() {
            // "1,234" and "0132-26737"
            let joint = &run.pieces()[to].joint;
            if joint.comma
                && !joint.space
                && !joint.line
                && run.pieces()[to].count == 3
                && pieces.len() == 1
            {
                return None;
            }
        }
        let hit = self.judge(pieces, digits, plus, &form, cues, budget)?;
        // What is cut out of a longer row has to be known by its length or its groups.
        let known = plus
            || hit.valid.is_north_american()
            || hit.reversed
            || (!form.obscured && has_usual_groups(pieces, digits, &hit.valid));
        (!is_cut || known).then_some(hit)
    }

    /// Asks the numbering plans, and weighs the form and the words around.
    fn judge(
        &mut self,
        pieces: &[Piece],
        digits: &[u8],
        plus: bool,
        form: &Form,
        cues: Cues,
        budget: &mut Budget,
    ) -> Option<Hit> {
        let regions = region::regions(self.page, self.context, cues.language);
        if !form.obscured
            && !plus
            && !plain_is_worth_it(pieces, digits, form, cues, regions.has_eight_digits())
        {
            return None;
        }
        if self.is_backwards(pieces) && (form.lines == 0 || form.singles) {
            let mut reversed = [0u8; check::MOST];
            let reversed = reversed.get_mut(..digits.len())?;
            reversed.copy_from_slice(digits);
            reversed.reverse();
            if let Some((valid, _)) =
                ask(reversed, 0, plus, &regions, cues, budget, &mut self.answers)
            {
                return Some(Hit {
                    valid,
                    confidence: 85,
                    reversed: true,
                    area_apart: false,
                });
            }
        }
        // "Three one two … for info": a word that is no digit must not make it a number of another country.
        let asked = Cues {
            phone: cues.phone && form.soft == 0,
            ..cues
        };
        let first_group = match form.spelled > 0 || form.singles {
            true => digits.len(),
            false => pieces[0].count,
        };
        let (valid, international) = ask(
            digits,
            first_group,
            plus,
            &regions,
            asked,
            budget,
            &mut self.answers,
        )?;
        let zero = digits[0] == b'0';
        if is_address(pieces, digits) && !regions.has_eight_digits() {
            return None;
        }
        if !form.obscured && pieces.len() > 1 && !plus && !zero {
            let usual = has_usual_groups(pieces, digits, &valid);
            let prose = form.spaces_only && !form.singles;
            let said = usual && cues.phone;
            // Chrome/160.0.2621.456
            let odd_groups = pieces.len() > 2
                && pieces[1..].iter().all(|piece| piece.joint.dot)
                && !form.singles
                && !usual
                && !halves_groups(pieces, digits.len(), &valid);
            if (form.spaces_only || !said) && is_round(pieces, digits, said)
                || !cues.phone && (prose && !usual || odd_groups)
            {
                return None;
            }
        }
        if form.singles
            && form.odd.is_none()
            && !cues.phone
            && is_uneven(pieces, digits.len(), &valid)
        {
            return None;
        }
        let sure = plus || international || (zero && digits.len() >= 7);
        if form.obscured {
            // Letters of other alphabets are no accident.
            let foreign = pieces
                .iter()
                .any(|piece| piece.kind == Kind::Letters && !self.page.word(piece.from).is_ascii());
            if !form.is_sure(pieces, digits, &valid, cues, plus, foreign) {
                return None;
            }
        } else if !sure && !cues.phone && valid.has_trunk_zero() && regions.stated {
            // Argentina's zero is seldom written: `11 5555-0123`.
            let usual = pieces.len() > 2
                && pieces[pieces.len() - 1].joint.dash
                && valid.is_of("AR")
                && fits_groups(pieces, digits.len(), &valid);
            if !usual {
                return None;
            }
        }
        let mut confidence = match (sure, cues.phone, form.obscured, pieces.len() > 1) {
            (true, true, _, _) => 98,
            (_, true, false, _) => 95,
            (_, true, true, _) => 93,
            (true, false, _, _) => 90,
            (_, _, true, _) => 85,
            (_, _, _, true) => 85,
            _ => 70,
        };
        if !regions.stated && !plus {
            confidence -= 10;
        }
        if cues.other {
            confidence -= 25;
        }
        Some(Hit {
            valid,
            confidence,
            reversed: false,
            area_apart: false,
        })
    }

    /// Whether words near say that the number is written backwards.
    fn is_backwards(&self, pieces: &[Piece]) -> bool {
        let (first, last) = (pieces[0].from, pieces[pieces.len() - 1].to);
        let page = self.page;
        let says = |at: usize| {
            page.senses_in(at, Domain::Phone)
                .any(|sense| sense.code == words::REVERSED)
        };
        // Not across another number, a line or a sentence.
        let before = (first.saturating_sub(8)..first).rev().take_while(|at| {
            page.tokens[*at].kind != TokenKind::Number && page.tokens[*at + 1].gap < Gap::Line
        });
        let after = (last..(last + 8).min(page.tokens.len())).take_while(|at| {
            page.tokens[*at].kind != TokenKind::Number && page.tokens[*at].gap < Gap::Line
        });
        before.chain(after).any(says)
    }

    /// An area code before, or a local number after one.
    fn apart(&mut self, run: &Run) -> Option<(usize, usize, Hit)> {
        let (area, first, end) = self.area?;
        // "555 0132 for info"
        let all = run
            .pieces()
            .iter()
            .rposition(|piece| piece.kind != Kind::Homophone)?
            + 1;
        if run.pieces().first()?.from.saturating_sub(end) > APART {
            self.area = None;
            return None;
        }
        let length = area
            .iter()
            .position(|digit| *digit == 0)
            .unwrap_or(area.len());
        let fits = |to: &usize| {
            let digits = run.digits(0, *to).len();
            let most = if area[0] == b'0' { 12 } else { 11 };
            (5..=most - length).contains(&digits)
                && run
                    .pieces()
                    .get(*to)
                    .is_none_or(|next| next.joint.is_separable())
        };
        let (to, valid) = (1..=all).rev().filter(fits).take(4).find_map(|to| {
            let digits = run.digits(0, to);
            let mut whole = [0u8; check::MOST];
            whole[..length].copy_from_slice(&area[..length]);
            whole[length..length + digits.len()].copy_from_slice(digits);
            let whole = &whole[..length + digits.len()];
            let cues = edge::cues(self.page, first, run.pieces()[to - 1].to);
            let regions = region::regions(self.page, self.context, cues.language);
            let (valid, _) = ask(
                whole,
                0,
                false,
                &regions,
                cues,
                &mut Budget::for_one(),
                &mut self.answers,
            )?;
            Some((to, valid))
        })?;
        self.area = None;
        Some((
            first,
            to,
            Hit {
                valid,
                confidence: 88,
                reversed: false,
                area_apart: true,
            },
        ))
    }

    /// Keeps an area code, or a number that lacks one.
    fn remember(&mut self, run: &Run) {
        let pieces = run.pieces();
        let digits = run.digits(0, pieces.len());
        let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else {
            return;
        };
        if (2..=5).contains(&digits.len()) && self.is_area(first.from, last.to) {
            let mut area = [0; 5];
            area[..digits.len()].copy_from_slice(digits);
            self.area = Some((area, first.from, last.to));
        }
    }

    /// Whether "area code" stands before, or "area" after.
    fn is_area(&self, first: usize, last: usize) -> bool {
        let area = |at: usize| {
            self.page
                .senses_in(at, Domain::Phone)
                .any(|sense| sense.code == words::AREA)
        };
        (first.saturating_sub(4)..first).any(area)
            || (last..(last + 4).min(self.page.tokens.len())).any(area)
    }

    /// Adds a number; the token after it and its extension.
    fn push(
        &self,
        run: &Run,
        from: usize,
        to: usize,
        first: usize,
        hit: Hit,
        found: &mut Found,
    ) -> usize {
        let pieces = &run.pieces()[from..to];
        let page = self.page;
        let mut end = pieces[pieces.len() - 1].to;
        // The last bracket of "(4)(1)(5)".
        let opened = (first..end).filter(|at| page.is_symbol(*at, '(')).count();
        let closed = (first..end).filter(|at| page.is_symbol(*at, ')')).count();
        if opened > closed && page.is_symbol(end, ')') {
            end += 1;
        }
        let mut first = first;
        if closed > opened && page.is_symbol(first, '(') {
            first = pieces[0].from;
        }
        let extension = edge::extension(page, end);
        let stop = extension.map_or(end, |(_, end)| end);
        let (start, finish) = page.range(first, stop);
        let nested = if found.is_claimed(start, finish) {
            if !self.is_in_account(start, finish) {
                return stop;
            }
            true
        } else {
            false
        };
        let methods = self.methods(pieces, &hit, page.range(first, end), first);
        let method = match methods.first() {
            Some(method) => *method,
            None if self.has_plus(pieces[0].from) => "international",
            None => "national",
        };
        let mut candidate = Candidate::new(
            MentionType::Phone,
            (start, finish),
            hit.valid.value(),
            hit.confidence.min(99),
            method,
        );
        candidate.nested = nested;
        if let Some(region) = hit.valid.region() {
            candidate = candidate.with("region", Attribute::Text(region));
        }
        if let Some((digits, _)) = extension {
            candidate = candidate.with("extension", Attribute::Text(page.word(digits).to_owned()));
        }
        if !methods.is_empty() {
            let methods = methods.into_iter().map(str::to_owned).collect();
            candidate = candidate.with("obscured", Attribute::List(methods));
        }
        found.push(candidate);
        stop
    }

    /// Whether the bytes lie in an account's mention, which then names the number as its handle.
    fn is_in_account(&self, start: usize, end: usize) -> bool {
        let at = self.accounts.partition_point(|account| account.0 <= start);
        at > 0 && self.accounts[at - 1].1 >= end
    }

    /// How a number was obscured.
    fn methods(
        &self,
        pieces: &[Piece],
        hit: &Hit,
        (start, end): (usize, usize),
        first: usize,
    ) -> Vec<&'static str> {
        let mut methods = Vec::new();
        let kinds = |kind: Kind| pieces.iter().any(|piece| piece.kind == kind);
        let joints = |test: fn(&Joint) -> bool| pieces[1..].iter().any(|piece| test(&piece.joint));
        let lines = pieces[1..].iter().filter(|piece| piece.joint.line).count();
        let singles = pieces.len() >= 7
            && pieces
                .iter()
                .all(|piece| piece.count == 1 && piece.kind == Kind::Plain)
            && !joints(|joint| joint.is_attached());
        for (is_used, method) in [
            (kinds(Kind::Spelled), Disguise::Spelled),
            (kinds(Kind::Homophone), Disguise::Homophone),
            (kinds(Kind::Letters), Disguise::Letters),
            (kinds(Kind::Multiplied), Disguise::Multiplied),
            (
                joints(|joint| {
                    joint.odd.is_some() || joint.word || joint.comma || joint.plus || joint.tilde
                }) || singles,
                Disguise::Separators,
            ),
            (lines >= 2, Disguise::Lines),
            (joints(|joint| joint.filler), Disguise::Filler),
            (hit.reversed, Disguise::Reversed),
            (
                hit.area_apart
                    || (joints(|joint| joint.word) && self.is_area(pieces[0].from, pieces[0].to)),
                Disguise::AreaCodeApart,
            ),
        ] {
            if is_used {
                methods.push(method.name());
            }
        }
        let disguises = self.page.disguises(start, end);
        let text = &self.page.text[start..end];
        let mixed = text.bytes().any(|byte| byte.is_ascii_digit());
        let last = pieces[pieces.len() - 1].to;
        for (is_used, method) in [
            (disguises.keycap, Disguise::Keycap),
            (disguises.styled, Disguise::Styled),
            (
                disguises.full_width && (mixed || !self.is_near(first, last, is_east_asian)),
                Disguise::FullWidth,
            ),
            (
                disguises.other_digits && (mixed || !self.is_near(first, last, has_own_digits)),
                Disguise::OtherDigits,
            ),
            (disguises.invisible, Disguise::Invisible),
        ] {
            if is_used {
                methods.push(method.name());
            }
        }
        methods
    }

    /// Whether a character of some kind stands near, in which script the digits are then no disguise.
    fn is_near(&self, first: usize, last: usize, kind: fn(char) -> bool) -> bool {
        let to = (last + 8).min(self.page.tokens.len());
        (first.saturating_sub(8)..first)
            .chain(last..to)
            .any(|at| self.page.word(at).chars().next().is_some_and(kind))
    }
}

fn is_east_asian(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}')
}

fn has_own_digits(c: char) -> bool {
    matches!(c, '\u{600}'..='\u{6ff}' | '\u{900}'..='\u{dff}' | '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}')
}

/// A number that some plan of the regions knows, and whether it was in international form without a plus.
fn ask(
    digits: &[u8],
    first_group: usize,
    plus: bool,
    regions: &Regions,
    cues: Cues,
    budget: &mut Budget,
    answers: &mut Answers,
) -> Option<(Valid, bool)> {
    let mut buffer = [0u8; check::MOST + 1];
    buffer[0] = b'+';
    let target = buffer.get_mut(1..=digits.len())?;
    target.copy_from_slice(digits);
    let with_plus = std::str::from_utf8(&buffer[..=digits.len()]).ok()?;
    let national = &with_plus[1..];
    let mut ask = |digits: &str, region| {
        budget.checks = budget.checks.saturating_sub(1);
        answers.check(digits, region)
    };
    if plus {
        return ask(with_plus, regions.iter().next()).map(|valid| (valid, true));
    }
    for region in regions.iter() {
        let known = ask(national, Some(region));
        // A guessed region has to be confirmed by its prefix, where numbers are written with one.
        let guessed =
            |valid: &Valid| regions.stated || national.starts_with('0') || !valid.has_trunk_zero();
        if let Some(valid) = known.filter(guessed) {
            let dialled = national.starts_with("00") || national.starts_with("011");
            return Some((valid, dialled));
        }
    }
    // 00 and 011 are dialled in other regions than the stated one; a country's code without a plus is usual beside a cue.
    if let Some(rest) = national
        .strip_prefix("00")
        .filter(|rest| rest.len() >= 8 && !regions.stated)
    {
        let start = with_plus.len() - rest.len() - 1;
        let mut international = with_plus.to_owned();
        international.replace_range(..=start, "+");
        return ask(&international, None).map(|valid| (valid, true));
    }
    if digits.len() >= 11 && digits[0] != b'0' && cues.phone {
        // The country's code is the first group, if there are groups.
        return ask(with_plus, None)
            .filter(|valid| first_group == digits.len() || valid.has_code_of(first_group))
            .map(|valid| (valid, false));
    }
    None
}

/// What a plain window has to be before the library is asked.
fn plain_is_worth_it(
    pieces: &[Piece],
    digits: &[u8],
    form: &Form,
    cues: Cues,
    has_eight: bool,
) -> bool {
    if cues.other && !cues.phone && !has_bracketed_area(pieces) {
        return false;
    }
    if cues.phone {
        return digits.len() >= 7 || digits[0] == b'0';
    }
    if digits.len() < 7 && digits[0] != b'0' {
        return false;
    }
    if pieces.len() == 1 {
        let fewest = match digits {
            [b'0', ..] => 7,
            // 20240131
            [b'1', b'9', ..] | [b'2', b'0', ..] => 9,
            _ if has_eight => 8,
            _ => 9,
        };
        return digits.len() >= fewest;
    }
    if form.spaces_only && !form.singles && pieces.len() > 6 {
        return false;
    }
    digits.len() >= 7
}

/// Whether the first group alone stands in brackets, (415) 555-0132: nobody writes orders or accounts like that.
fn has_bracketed_area(pieces: &[Piece]) -> bool {
    let closes = |piece: &Piece| piece.joint.close && !piece.joint.open;
    pieces.len() == 3
        && pieces[0].count == 3
        && closes(&pieces[1])
        && !(pieces[2].joint.close || pieces[2].joint.open)
}

/// Whether groups with spaces between are those of a number and not of a list of prices.
fn has_usual_groups(pieces: &[Piece], digits: &[u8], valid: &Valid) -> bool {
    let counts = || pieces.iter().map(|piece| piece.count);
    counts().eq([3, 3, 4])
        || counts().eq([3, 3, 3])
        || valid.is_of("CA") && counts().eq([3, 3, 2, 2])
        || valid.is_of("IT") && (counts().eq([3, 2, 2, 3]) || counts().eq([3, 3, 2, 2]))
        || fits_groups(pieces, digits.len(), valid)
}

/// Prices, minutes, ages and the like: small numbers that end in 0 or 5, most of them in 0, or that rise.
fn is_round(pieces: &[Piece], digits: &[u8], usual: bool) -> bool {
    let first = pieces[0].start;
    let digits_of = |piece: &Piece| &digits[piece.start - first..piece.start - first + piece.count];
    let value = |piece: &Piece| {
        digits_of(piece)
            .iter()
            .fold(0u64, |value, digit| value * 10 + u64::from(digit - b'0'))
    };
    let most = if usual { 3 } else { 4 };
    if pieces.len() < 3 || pieces.iter().any(|piece| piece.count > most) {
        return false;
    }
    let zeros = pieces.iter().filter(|piece| value(piece) % 10 == 0).count();
    let round = zeros * 4 >= pieces.len() * 3 && pieces.iter().all(|piece| value(piece) % 5 == 0);
    let rises = pieces.len() >= 4
        && pieces.iter().all(|piece| (2..=3).contains(&piece.count))
        && pieces
            .windows(2)
            .all(|pair| value(&pair[0]) < value(&pair[1]));
    round || rises
}

/// Digit by digit with other signs here and there, and not where groups of a number begin: results of games.
fn is_uneven(pieces: &[Piece], total: usize, valid: &Valid) -> bool {
    let sign = |piece: &Piece| {
        let joint = &piece.joint;
        [
            joint.space,
            joint.line,
            joint.dash,
            joint.dot,
            joint.slash,
            joint.comma,
            joint.open,
            joint.word,
        ]
        .iter()
        .fold(0u8, |sign, is_there| sign << 1 | u8::from(*is_there))
    };
    if pieces.iter().any(|piece| piece.kind != Kind::Plain) {
        return false;
    }
    let joints = &pieces[1..];
    let count = |wanted: u8| joints.iter().filter(|piece| sign(piece) == wanted).count();
    let Some(usual) = joints.iter().map(sign).max_by_key(|wanted| count(*wanted)) else {
        return false;
    };
    if count(usual) == joints.len() {
        return false;
    }
    let groups = valid.groups_from_end();
    let end = pieces[0].start + total;
    joints
        .iter()
        .enumerate()
        .any(|(n, piece)| n > 1 && sign(piece) != usual && !groups.contains(end - piece.start))
}

/// Hours with minutes, one after another.
fn is_times(pieces: &[Piece], digits: &[u8]) -> bool {
    let first = pieces[0].start;
    let value = |piece: &Piece| {
        let at = piece.start - first;
        u32::from(digits[at] - b'0') * 10 + u32::from(digits[at + 1] - b'0')
    };
    pieces.len() >= 4
        && pieces.len().is_multiple_of(2)
        && pieces
            .iter()
            .all(|piece| piece.count == 2 && piece.kind == Kind::Plain)
        && pieces.chunks(2).all(|time| {
            value(&time[0]) < 25
                && value(&time[1]) < 60
                && (time[1].joint.dot || time[1].joint.odd == Some(':'))
                && !time[1].joint.space
        })
        && pieces[2..]
            .chunks(2)
            .all(|time| !time[0].joint.dot && time[0].joint.odd.is_none())
}

/// Four numbers up to 255 with dots: an address of a machine, or a number of eight digits.
fn is_address(pieces: &[Piece], digits: &[u8]) -> bool {
    let first = pieces[0].start;
    let value = |piece: &Piece| {
        digits[piece.start - first..piece.start - first + piece.count]
            .iter()
            .fold(0u64, |value, digit| value * 10 + u64::from(digit - b'0'))
    };
    pieces.len() == 4
        && pieces[1..]
            .iter()
            .all(|piece| piece.joint.dot && !piece.joint.space)
        && pieces
            .iter()
            .all(|piece| piece.count <= 3 && value(piece) <= 255)
}

/// Whether pieces `from..to` hold part of a date with a year in full.
fn touches_date(run: &Run, from: usize, to: usize) -> bool {
    let pieces = run.pieces();
    let lowest = from.saturating_sub(2);
    let value = |piece: &Piece| {
        run.digits(0, pieces.len())[piece.start..piece.start + piece.count]
            .iter()
            .fold(0u64, |value, digit| value * 10 + u64::from(digit - b'0'))
    };
    let year = |piece: &Piece| piece.count == 4 && (1900..=2099).contains(&value(piece));
    let day = |piece: &Piece| piece.count <= 2 && (1..=31).contains(&value(piece));
    (lowest..to).any(|at| {
        let Some([a, b, c]) = pieces.get(at..at + 3) else {
            return false;
        };
        let same = (b.joint.dash && c.joint.dash)
            || (b.joint.dot && c.joint.dot)
            || (b.joint.slash && c.joint.slash);
        let tight = !b.joint.space && !c.joint.space;
        // A date that lies in the window whole is looked at with the window.
        let outside = at < from || at + 3 > to;
        outside && same && tight && day(b) && ((year(a) && day(c)) || (day(a) && year(c)))
    })
}

/// Whether the pieces begin where the usual groups begin, or halve them.
fn fits_groups(pieces: &[Piece], total: usize, valid: &Valid) -> bool {
    let groups = valid.groups_from_end();
    let end = pieces[0].start + total;
    pieces[1..]
        .iter()
        .all(|piece| groups.contains(end - piece.start))
}

/// The form of a window.
struct Form {
    /// Something in it belongs to no ordinary number.
    obscured: bool,
    spaces_only: bool,
    /// Every digit stands alone.
    singles: bool,
    spelled: usize,
    soft: usize,
    letters: usize,
    lines: usize,
    words: usize,
    fillers: usize,
    odd: Option<char>,
    /// The odd symbols differ.
    mixed_odd: bool,
    commas: usize,
}

impl Form {
    fn of(pieces: &[Piece]) -> Self {
        let mut form = Self {
            obscured: false,
            spaces_only: true,
            singles: pieces.len() >= 7,
            spelled: 0,
            soft: 0,
            letters: 0,
            lines: 0,
            words: 0,
            fillers: 0,
            odd: None,
            mixed_odd: false,
            commas: 0,
        };
        for (n, piece) in pieces.iter().enumerate() {
            match piece.kind {
                Kind::Plain => {}
                Kind::Spelled | Kind::Multiplied => form.spelled += piece.count,
                Kind::Homophone => form.soft += 1,
                Kind::Letters => form.letters += piece.count,
            }
            form.singles &= piece.count == 1;
            form.obscured |= piece.kind != Kind::Plain;
            if n == 0 {
                continue;
            }
            let joint = &piece.joint;
            form.obscured |= !joint.is_plain();
            form.spaces_only &= joint.space
                && joint.is_plain()
                && !(joint.dash || joint.dot || joint.slash || joint.open || joint.close);
            form.lines += usize::from(joint.line);
            form.words += usize::from(joint.word);
            form.fillers += usize::from(joint.filler);
            form.commas += usize::from(joint.comma);
            if let Some(odd) = joint.odd.or(joint.plus.then_some('+')) {
                form.mixed_odd |= form.odd.is_some_and(|other| other != odd);
                form.odd = Some(odd);
            }
        }
        form
    }

    /// Years one after another.
    fn years(&self, pieces: &[Piece], digits: &[u8]) -> bool {
        let first = pieces[0].start;
        pieces.len() > 1
            && pieces.iter().all(|piece| {
                let start = piece.start - first;
                piece.count == 4 && matches!(digits[start..start + 2], [b'1', b'9'] | [b'2', b'0'])
            })
    }

    /// Dates, decimals, addresses of machines and years are written with the same separators.
    fn is_date_or_decimal(&self, pieces: &[Piece], digits: &[u8]) -> bool {
        let value = |piece: &Piece| {
            let start = piece.start - pieces[0].start;
            digits[start..start + piece.count]
                .iter()
                .fold(0u64, |value, digit| value * 10 + u64::from(digit - b'0'))
        };
        let is_year = |piece: &Piece| piece.count == 4 && (1900..=2099).contains(&value(piece));
        let is_date = |three: &[Piece]| {
            let [a, b, c] = three else { return false };
            let same = (b.joint.dash && c.joint.dash)
                || (b.joint.dot && c.joint.dot)
                || (b.joint.slash && c.joint.slash);
            let tight = !b.joint.space && !c.joint.space;
            let day = |piece: &Piece| piece.count <= 2 && (1..=31).contains(&value(piece));
            same && tight
                && ((is_year(a) && day(b) && day(c))
                    || (day(a) && day(b) && (is_year(c) || c.count == 2)))
                && !(a.count == 2 && pieces.len() > 4)
        };
        if pieces.windows(3).any(is_date) {
            return true;
        }
        if let [a, b] = pieces {
            let decimal = b.joint.dot
                && !b.joint.space
                && a.count <= 3
                && b.count >= 5
                && (a.count, b.count) != (3, 7);
            return decimal || (is_year(a) && is_year(b));
        }
        false
    }

    /// What an obscured window has to be before the library is asked.
    fn may_be_obscured(&self, pieces: &[Piece], digits: &[u8]) -> Option<()> {
        let first = &pieces[0];
        let last = &pieces[pieces.len() - 1];
        if digits.len() < 7 {
            return None;
        }
        // "One twenty for thirty" is a price.
        let several = |piece: &Piece| piece.count > 1;
        let preposition = |three: &[Piece]| {
            three[1].kind == Kind::Homophone && several(&three[0]) && several(&three[2])
        };
        if pieces.windows(3).any(preposition) {
            return None;
        }
        let enough = self.spelled + self.letters >= 1;
        let loose =
            |piece: &Piece, joint: &Joint| piece.kind == Kind::Homophone && !joint.is_attached();
        let after_first = pieces.get(1).map_or(Joint::default(), |piece| piece.joint);
        if (loose(first, &after_first) || loose(last, &last.joint))
            && (self.spelled == 0 || self.spelled + self.soft + self.letters < 4)
        {
            return None;
        }
        if self.soft > 0 && !(enough || self.singles && self.soft <= 3) {
            return None;
        }
        if self.soft > 0
            && self.soft
                > self.spelled
                    + self.letters
                    + pieces.iter().filter(|piece| piece.count == 1).count()
        {
            return None;
        }
        Some(())
    }

    /// Whether a valid obscured window is meant as a number.
    fn is_sure(
        &self,
        pieces: &[Piece],
        digits: &[u8],
        valid: &Valid,
        cues: Cues,
        plus: bool,
        foreign: bool,
    ) -> bool {
        if cues.other && !cues.phone {
            return false;
        }
        let cue = cues.phone || plus;
        if self.spelled >= 3 || cues.area {
            return true;
        }
        let groups = pieces.len() <= 6
            && (has_usual_groups(pieces, digits, valid)
                || halves_groups(pieces, digits.len(), valid));
        let plain_groups = pieces
            .iter()
            .filter(|piece| piece.kind == Kind::Plain && piece.count > 1)
            .count();
        let letters_fit = self.letters > 0 && letters_fit_groups(pieces, digits.len(), valid);
        // `503-55five-0174`: a word that touches digits is no accident.
        let touching = pieces.windows(2).any(|two| {
            two[1].joint.is_attached()
                && (two[0].kind == Kind::Spelled || two[1].kind == Kind::Spelled)
        });
        if self.spelled > 0 && touching && valid.is_north_american() {
            return true;
        }
        if self.letters > 0 && !self.singles {
            let inner =
                pieces[0].kind != Kind::Letters && pieces[pieces.len() - 1].kind != Kind::Letters;
            let rest = self.spelled + self.soft + usize::from(self.odd.is_some());
            let whole = inner && pieces[1..].iter().all(|piece| piece.joint.is_attached());
            if !(cue
                || (whole || foreign) && valid.is_north_american()
                || (letters_fit && (inner || rest > 0 || pieces.len() > 2)))
            {
                return false;
            }
        }
        if self.spelled > 0 && (cue || plain_groups < 3 || digits[0] == b'0') {
            return true;
        }
        if self.fillers > 0 {
            // The same word between groups that are a number's; lists of prices are round.
            let kept_apart = self.fillers + 1 == pieces.len()
                && groups
                && (cue || valid.is_north_american() || digits[0] == b'0')
                && !is_round(pieces, digits, true);
            return self.singles || kept_apart;
        }
        if self.commas > 0 {
            return self.singles
                || (groups && self.commas + 1 == pieces.len() && pieces.len() == 3);
        }
        if self.mixed_odd && !self.singles {
            return cue && groups;
        }
        if let Some(odd) = self.odd {
            let sum = matches!(odd, '=' | '*' | '^' | ':' | '<' | '>' | '+');
            if sum && !(self.singles || letters_fit || groups && (cue || odd != '+')) {
                return false;
            }
            // `06*39*98*01*23`: no factor begins with a nought.
            let product = sum && pieces.len() != 3 && digits[0] != b'0';
            return cue || self.singles || letters_fit || groups && !product;
        }
        if self.lines > 0 && self.letters == 0 {
            return cue || self.singles || groups;
        }
        if self.words > 0 {
            // Words between plain numbers are prose mostly: "80 and 120".
            return groups || self.singles;
        }
        self.letters > 0 || self.soft > 0
    }
}

/// Whether the usual groups are cut further: 415 555 01 32.
fn halves_groups(pieces: &[Piece], total: usize, valid: &Valid) -> bool {
    let end = pieces[0].start + total;
    valid
        .groups_from_end()
        .iter()
        .all(|group| pieces[1..].iter().any(|piece| end - piece.start == group))
        && pieces[1..].iter().all(|piece| piece.count >= 2)
}

/// Letters among digits cut them into pieces; only true gaps count as groups.
fn letters_fit_groups(pieces: &[Piece], total: usize, valid: &Valid) -> bool {
    let end = pieces[0].start + total;
    let gaps = || {
        pieces[1..]
            .iter()
            .filter(|piece| !piece.joint.is_attached())
            .map(|piece| end - piece.start)
    };
    let groups = valid.groups_from_end();
    let threes = total == 9 && gaps().eq([6, 3]);
    gaps().next().is_some()
        && (threes
            || gaps().all(|gap| groups.contains(gap))
            || groups.iter().all(|group| gaps().any(|gap| gap == group)))
}

/// How many pieces at the start of a run count up or down one by one: "one two three four five six" is no number.
fn counted(run: &Run) -> usize {
    let pieces = run.pieces();
    let digit = |piece: &Piece| i16::from(run.digits(0, pieces.len())[piece.start]);
    let streak = |from: usize, step: i16| {
        pieces[from..]
            .windows(2)
            .take_while(|pair| {
                pair.iter().all(|piece| piece.count == 1)
                    && digit(&pair[1]) - digit(&pair[0]) == step
            })
            .count()
    };
    // "For one two three": the first may be a word.
    let starts = 1 + usize::from(pieces.len() > 1 && pieces[0].kind == Kind::Homophone);
    (0..starts.min(pieces.len()))
        .flat_map(|from| [(from, streak(from, 1)), (from, streak(from, -1))])
        .filter(|(_, steps)| *steps >= 5)
        .map(|(from, steps)| from + steps + 1)
        .max()
        .unwrap_or(0)
}
