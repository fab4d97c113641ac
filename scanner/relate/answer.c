/* SPDX-License-Identifier: Apache-2.0 */
/* How answers join. */
#include "relate/answer.h"

struct phs_answer phs_answer(enum phs_tri says, const char *because, struct phs_place place) {
    return (struct phs_answer){says, because, place, PHS_WHY_UNREAD};
}

struct phs_answer phs_answer_unknown(struct phs_arena *arena, const char *what, const struct phs_value *unknown) {
    bool told = phs_is(unknown, PHS_UNKNOWN);
    const char *why = told && unknown->unknown.why ? unknown->unknown.why : "it could not be resolved";
    struct phs_answer answer = {PHS_MAYBE, phs_printf(arena, "%s: %.200s", what, why), {0}, PHS_WHY_UNREAD};
    if (told) {
        answer.place = unknown->place;
        answer.reason = unknown->unknown.reason;
    }
    return answer;
}

struct phs_answer phs_answer_and(struct phs_arena *arena, struct phs_answer a, struct phs_answer b) {
    if (a.says == PHS_NO)
        return a;
    if (b.says == PHS_NO || (b.says == PHS_MAYBE && a.says == PHS_YES))
        return b;
    if (a.says == PHS_MAYBE)
        return a;
    if (a.because && b.because)
        a.because = phs_printf(arena, "%.600s; %.200s", a.because, b.because);
    else if (!a.because)
        return b;
    return a;
}

struct phs_answer phs_answer_or(struct phs_answer a, struct phs_answer b) {
    if (a.says == PHS_YES)
        return a;
    if (b.says == PHS_YES || (b.says == PHS_MAYBE && a.says == PHS_NO))
        return b;
    return a;
}

const struct phs_value *phs_answer_value(struct phs_arena *arena, struct phs_answer answer) {
    if (answer.says == PHS_MAYBE)
        return phs_value_unknown(arena, answer.reason, answer.because, answer.place);
    struct phs_value *value = PHS_NEW(arena, struct phs_value);
    *value = *phs_value_bool(arena, answer.says == PHS_YES, answer.place);
    value->because = answer.because;
    return value;
}
