#include "schema.h"
#include "pipeline.h"

/* `function` gives the names of a closed list, and NULL behind its last. */
#define NAMES(function, n_expected, ...)                                                           \
    const char *function(size_t i)                                                                 \
    {                                                                                              \
        static const char *const names[] = {__VA_ARGS__};                                          \
        _Static_assert(sizeof names / sizeof names[0] == (n_expected), "a name for each value");   \
        return i < (n_expected) ? names[i] : NULL;                                                 \
    }

NAMES(ng_unit_name, NG_N_UNITS, "char", "byte", "utf16")
NAMES(ng_scheme_name, NG_N_SCHEMES, "news", "ud", "uax29")
NAMES(ng_boundary_name, NG_N_BOUNDARIES, "grapheme", "word", "sentence")
NAMES(ng_block_kind_name, NG_N_BLOCK_KINDS, "kicker", "headline", "deck", "byline", "dateline",
      "stamp", "comment_count", "body", "subhead", "block_quote", "pull_quote", "list", "caption",
      "credit", "agency_credit", "contributor", "correction", "update", "promo", "related", "embed",
      "copyright", "chrome")
NAMES(ng_sentence_kind_name, NG_N_SENTENCE_KINDS, "prose", "headline", "fragment", "question",
      "exclamation")
NAMES(ng_token_kind_name, NG_N_TOKEN_KINDS, "word", "number", "punct", "quote_open", "quote_close",
      "dash", "symbol", "clitic", "abbr", "url", "email", "handle", "hashtag", "emoji", "invalid")
NAMES(ng_label_name, NG_N_LABELS, "PERSON", "NORP", "FAC", "ORG", "GPE", "LOC", "PRODUCT", "EVENT",
      "WORK_OF_ART", "LAW", "LANGUAGE", "DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL",
      "CARDINAL", "URL", "EMAIL", "HANDLE", "HASHTAG", "PHONE")
NAMES(ng_form_name, NG_N_FORMS, "full", "family", "given", "acronym", "short", "demonym", "pronoun",
      "nominal")
NAMES(ng_letter_case_name, NG_N_LETTER_CASES, "mixed", "title", "upper", "lower")
NAMES(ng_published_source_name, NG_N_PUBLISHED_SOURCES, "given", "stamp", "dateline", "none",
      "metadata")

NAMES(ng_date_type_name, NG_N_DATE_TYPES, "DATE", "TIME", "DURATION", "SET")
NAMES(ng_grain_name, NG_N_GRAINS, "second", "minute", "hour", "day_part", "day", "weekend", "week",
      "month", "quarter", "half", "season", "year", "fiscal_year", "decade", "century",
      "millennium", "vague")
NAMES(ng_anchor_name, NG_N_ANCHORS, "none", "published", "stamp", "dateline", "previous")
NAMES(ng_date_mod_name, NG_N_DATE_MODS, "BEFORE", "AFTER", "ON_OR_BEFORE", "ON_OR_AFTER",
      "LESS_THAN", "MORE_THAN", "EQUAL_OR_LESS", "EQUAL_OR_MORE", "START", "MID", "END", "APPROX")
NAMES(ng_number_kind_name, NG_N_NUMBER_KINDS, "money", "percent", "count", "ordinal", "measure",
      "age", "vote", "score", "range")
NAMES(ng_hedge_name, NG_N_HEDGES, "at_least", "up_to", "about", "nearly", "more_than", "less_than")
NAMES(ng_role_kind_name, NG_N_ROLE_KINDS, "title", "apposition", "copula", "party_state", "age")
NAMES(ng_quote_kind_name, NG_N_QUOTE_KINDS, "direct", "mixed", "indirect", "block", "scare")
NAMES(ng_cue_class_name, NG_N_CUE_CLASSES, "say", "claim", "deny", "ask", "urge", "promise",
      "announce", "agree", "accuse", "write", "think", "show", "other")
NAMES(ng_speaker_type_name, NG_N_SPEAKER_TYPES, "named", "role", "collective", "document",
      "anonymous", "unknown", "none")
NAMES(ng_date_order_name, NG_N_DATE_ORDERS, "auto", "mdy", "dmy")

NAMES(ng_rule_set_name, NG_N_RULE_SETS, "blocks", "tokens", "sentences", "mentions", "dates",
      "numbers", "entities", "roles", "quotes", "patterns")
NAMES(ng_decision_name, NG_N_DECISIONS, "made", "joined", "cut", "kept", "split", "ends", "begins",
      "goes_on", "evidence", "instead", "dropped")

static const ng_rule *
rule_at(ng_rule_set set, size_t i)
{
    switch (set) {
    case NG_RULES_BLOCKS:
        return i < ng_n_block_rules ? &ng_block_rules[i] : NULL;
    case NG_RULES_TOKENS:
        return i < ng_n_token_rules ? &ng_token_rules[i] : NULL;
    case NG_RULES_SENTENCES:
        return i < ng_n_sentence_rules ? &ng_sentence_rules[i] : NULL;
    case NG_RULES_MENTIONS:
        return i < ng_n_mention_rules ? &ng_mention_rules[i] : NULL;
    case NG_RULES_DATES:
        return i < ng_n_date_rules ? &ng_date_rules[i] : NULL;
    case NG_RULES_NUMBERS:
        return i < ng_n_number_rules ? &ng_number_rules[i] : NULL;
    case NG_RULES_ENTITIES:
        return i < ng_n_entity_rules ? &ng_entity_rules[i] : NULL;
    case NG_RULES_ROLES:
        return i < ng_n_role_rules ? &ng_role_rules[i] : NULL;
    case NG_RULES_QUOTES:
        return i < ng_n_quote_rules ? &ng_quote_rules[i] : NULL;
    case NG_RULES_PATTERNS: /* the user's */
    case NG_N_RULE_SETS:
        break;
    }
    return NULL;
}

const char *
ng_rule_id(ng_rule_set set, size_t i)
{
    const ng_rule *const rule = rule_at(set, i);

    return rule != NULL ? rule->id : NULL;
}

const char *
ng_rule_summary(ng_rule_set set, size_t i)
{
    const ng_rule *const rule = rule_at(set, i);

    return rule != NULL ? rule->summary : NULL;
}

static const char *
block_rule_id(size_t i)
{
    return ng_rule_id(NG_RULES_BLOCKS, i);
}

static const char *
mention_rule_id(size_t i)
{
    return ng_rule_id(NG_RULES_MENTIONS, i);
}

static const char *
date_rule_id(size_t i)
{
    return ng_rule_id(NG_RULES_DATES, i);
}

static const char *
number_rule_id(size_t i)
{
    return ng_rule_id(NG_RULES_NUMBERS, i);
}

static const char *
role_rule_id(size_t i)
{
    return ng_rule_id(NG_RULES_ROLES, i);
}

static const char *
quote_rule_id(size_t i)
{
    return ng_rule_id(NG_RULES_QUOTES, i);
}

static const ng_field articles_fields[NG_ARTICLES_N] = {
    {"doc", NG_TYPE_U32, false, NULL},
    {"article_id", NG_TYPE_UTF8, true, NULL},
    {"headline", NG_TYPE_UTF8, true, NULL},
    {"headline_start", NG_TYPE_U32, true, NULL},
    {"headline_stop", NG_TYPE_U32, true, NULL},
    {"bylines", NG_TYPE_LIST_UTF8, false, NULL},
    {"agency", NG_TYPE_UTF8, true, NULL},
    {"dateline_place", NG_TYPE_UTF8, true, NULL},
    {"published", NG_TYPE_DATE32, true, NULL},
    {"published_source", NG_TYPE_ENUM, false, ng_published_source_name},
    {"n_chars", NG_TYPE_U32, false, NULL},
    {"n_bytes", NG_TYPE_U32, false, NULL},
    {"n_blocks", NG_TYPE_U32, false, NULL},
    {"n_sentences", NG_TYPE_U32, false, NULL},
    {"n_tokens", NG_TYPE_U32, false, NULL},
    {"letter_case", NG_TYPE_ENUM, false, ng_letter_case_name},
    {"error", NG_TYPE_UTF8, true, NULL},
};

static const ng_field blocks_fields[NG_BLOCKS_N] = {
    {"doc", NG_TYPE_U32, false, NULL},
    {"block", NG_TYPE_U32, false, NULL},
    {"start", NG_TYPE_U32, false, NULL},
    {"stop", NG_TYPE_U32, false, NULL},
    {"kind", NG_TYPE_ENUM, false, ng_block_kind_name},
    {"conf", NG_TYPE_F32, false, NULL},
    {"rule", NG_TYPE_ENUM, false, block_rule_id},
};

static const ng_field sentences_fields[NG_SENTENCES_N] = {
    {"doc", NG_TYPE_U32, false, NULL},   {"sent", NG_TYPE_U32, false, NULL},
    {"block", NG_TYPE_U32, false, NULL}, {"start", NG_TYPE_U32, false, NULL},
    {"stop", NG_TYPE_U32, false, NULL},  {"kind", NG_TYPE_ENUM, false, ng_sentence_kind_name},
};

static const ng_field tokens_fields[NG_TOKENS_N] = {
    {"doc", NG_TYPE_U32, false, NULL},   {"tok", NG_TYPE_U32, false, NULL},
    {"sent", NG_TYPE_U32, false, NULL},  {"start", NG_TYPE_U32, false, NULL},
    {"stop", NG_TYPE_U32, false, NULL},  {"text", NG_TYPE_UTF8, false, NULL},
    {"kind", NG_TYPE_ENUM, false, ng_token_kind_name},
    {"space_after", NG_TYPE_BOOL, false, NULL},
};

static const ng_field mentions_fields[NG_MENTIONS_N] = {
    {"doc", NG_TYPE_U32, false, NULL},   {"mention", NG_TYPE_U32, false, NULL},
    {"entity", NG_TYPE_U32, true, NULL}, {"sent", NG_TYPE_U32, false, NULL},
    {"start", NG_TYPE_U32, false, NULL}, {"stop", NG_TYPE_U32, false, NULL},
    {"text", NG_TYPE_UTF8, false, NULL}, {"label", NG_TYPE_ENUM, false, ng_label_name},
    {"form", NG_TYPE_ENUM, false, ng_form_name},
    {"title", NG_TYPE_UTF8, true, NULL}, {"conf", NG_TYPE_F32, false, NULL},
    {"rule", NG_TYPE_ENUM, false, mention_rule_id},
};

static const ng_field dates_fields[NG_DATES_N] = {
    {"doc", NG_TYPE_U32, false, NULL},
    {"mention", NG_TYPE_U32, true, NULL},
    {"sent", NG_TYPE_U32, false, NULL},
    {"start", NG_TYPE_U32, false, NULL},
    {"stop", NG_TYPE_U32, false, NULL},
    {"text", NG_TYPE_UTF8, false, NULL},
    {"type", NG_TYPE_ENUM, false, ng_date_type_name},
    {"value", NG_TYPE_UTF8, true, NULL},
    {"from_date", NG_TYPE_DATE32, true, NULL},
    {"to_date", NG_TYPE_DATE32, true, NULL},
    {"time", NG_TYPE_UTF8, true, NULL},
    {"tz", NG_TYPE_UTF8, true, NULL},
    {"grain", NG_TYPE_ENUM, false, ng_grain_name},
    {"anchor", NG_TYPE_ENUM, false, ng_anchor_name},
    {"mod", NG_TYPE_ENUM, true, ng_date_mod_name},
    {"conf", NG_TYPE_F32, false, NULL},
    {"rule", NG_TYPE_ENUM16, false, date_rule_id},
};

static const ng_field numbers_fields[NG_NUMBERS_N] = {
    {"doc", NG_TYPE_U32, false, NULL},
    {"mention", NG_TYPE_U32, true, NULL},
    {"sent", NG_TYPE_U32, false, NULL},
    {"start", NG_TYPE_U32, false, NULL},
    {"stop", NG_TYPE_U32, false, NULL},
    {"text", NG_TYPE_UTF8, false, NULL},
    {"kind", NG_TYPE_ENUM, false, ng_number_kind_name},
    {"value", NG_TYPE_F64, false, NULL},
    {"value_max", NG_TYPE_F64, true, NULL},
    {"unit", NG_TYPE_UTF8, true, NULL},
    {"currency", NG_TYPE_UTF8, true, NULL},
    {"hedge", NG_TYPE_ENUM, true, ng_hedge_name},
    {"conf", NG_TYPE_F32, false, NULL},
    {"rule", NG_TYPE_ENUM16, false, number_rule_id},
};

static const ng_field entities_fields[NG_ENTITIES_N] = {
    {"doc", NG_TYPE_U32, false, NULL},
    {"entity", NG_TYPE_U32, false, NULL},
    {"label", NG_TYPE_ENUM, false, ng_label_name},
    {"name", NG_TYPE_UTF8, false, NULL},
    {"given", NG_TYPE_UTF8, true, NULL},
    {"family", NG_TYPE_UTF8, true, NULL},
    {"aliases", NG_TYPE_LIST_UTF8, false, NULL},
    {"n_mentions", NG_TYPE_U32, false, NULL},
    {"first_start", NG_TYPE_U32, false, NULL},
    {"ext_id", NG_TYPE_UTF8, true, NULL},
    {"country", NG_TYPE_UTF8, true, NULL},
    {"ambiguous", NG_TYPE_BOOL, false, NULL},
    {"conf", NG_TYPE_F32, false, NULL},
};

static const ng_field roles_fields[NG_ROLES_N] = {
    {"doc", NG_TYPE_U32, false, NULL},
    {"entity", NG_TYPE_U32, true, NULL},
    {"sent", NG_TYPE_U32, false, NULL},
    {"start", NG_TYPE_U32, false, NULL},
    {"stop", NG_TYPE_U32, false, NULL},
    {"text", NG_TYPE_UTF8, false, NULL},
    {"kind", NG_TYPE_ENUM, false, ng_role_kind_name},
    {"org_entity", NG_TYPE_U32, true, NULL},
    {"party", NG_TYPE_UTF8, true, NULL},
    {"state", NG_TYPE_UTF8, true, NULL},
    {"age", NG_TYPE_U32, true, NULL},
    {"conf", NG_TYPE_F32, false, NULL},
    {"rule", NG_TYPE_ENUM, false, role_rule_id},
};

static const ng_field quotes_fields[NG_QUOTES_N] = {
    {"doc", NG_TYPE_U32, false, NULL},
    {"quote", NG_TYPE_U32, false, NULL},
    {"sent", NG_TYPE_U32, false, NULL},
    {"kind", NG_TYPE_ENUM, false, ng_quote_kind_name},
    {"start", NG_TYPE_U32, false, NULL},
    {"stop", NG_TYPE_U32, false, NULL},
    {"text", NG_TYPE_UTF8, false, NULL},
    {"part_starts", NG_TYPE_LIST_U32, false, NULL},
    {"part_stops", NG_TYPE_LIST_U32, false, NULL},
    {"cue", NG_TYPE_UTF8, true, NULL},
    {"cue_start", NG_TYPE_U32, true, NULL},
    {"cue_stop", NG_TYPE_U32, true, NULL},
    {"cue_class", NG_TYPE_ENUM, true, ng_cue_class_name},
    {"speaker", NG_TYPE_UTF8, true, NULL},
    {"speaker_start", NG_TYPE_U32, true, NULL},
    {"speaker_stop", NG_TYPE_U32, true, NULL},
    {"speaker_entity", NG_TYPE_U32, true, NULL},
    {"co_speakers", NG_TYPE_LIST_U32, false, NULL},
    {"speaker_type", NG_TYPE_ENUM, false, ng_speaker_type_name},
    {"anonymity", NG_TYPE_UTF8, true, NULL},
    {"channel", NG_TYPE_UTF8, true, NULL},
    {"n_words", NG_TYPE_U32, false, NULL},
    {"conf", NG_TYPE_F32, false, NULL},
    {"rule", NG_TYPE_ENUM, false, quote_rule_id},
};

static const ng_field matches_fields[NG_MATCHES_N] = {
    {"doc", NG_TYPE_U32, false, NULL},
    {"match", NG_TYPE_U32, false, NULL},
    {"lexicon", NG_TYPE_U32, false, NULL},
    {"start", NG_TYPE_U32, false, NULL},
    {"stop", NG_TYPE_U32, false, NULL},
    {"text", NG_TYPE_UTF8, false, NULL},
    {"name", NG_TYPE_UTF8, false, NULL},
    {"ext_id", NG_TYPE_UTF8, true, NULL},
    {"label", NG_TYPE_UTF8, true, NULL},
    {"form", NG_TYPE_ENUM, false, ng_form_name},
    {"ext_ids", NG_TYPE_LIST_UTF8, false, NULL},
    {"ambiguous", NG_TYPE_BOOL, false, NULL},
};

static const ng_field patterns_fields[NG_PATTERNS_N] = {
    {"doc", NG_TYPE_U32, false, NULL},
    {"pattern_match", NG_TYPE_U32, false, NULL},
    {"sent", NG_TYPE_U32, false, NULL},
    {"start", NG_TYPE_U32, false, NULL},
    {"stop", NG_TYPE_U32, false, NULL},
    {"text", NG_TYPE_UTF8, false, NULL},
    {"label", NG_TYPE_UTF8, false, NULL},
    {"value", NG_TYPE_UTF8, true, NULL},
    {"group_names", NG_TYPE_LIST_UTF8, false, NULL},
    {"group_texts", NG_TYPE_LIST_UTF8, false, NULL},
    {"group_starts", NG_TYPE_LIST_U32, false, NULL},
    {"group_stops", NG_TYPE_LIST_U32, false, NULL},
    {"conf", NG_TYPE_F32, false, NULL},
    {"rule", NG_TYPE_UTF8, false, NULL},
};

static const ng_field errors_fields[NG_ERRORS_N] = {
    {"doc", NG_TYPE_U32, false, NULL},     {"article_id", NG_TYPE_UTF8, true, NULL},
    {"stage", NG_TYPE_UTF8, false, NULL},  {"code", NG_TYPE_UTF8, false, NULL},
    {"message", NG_TYPE_UTF8, false, NULL},
};

const ng_schema *
ng_schema_of(ng_table_id table)
{
    static const ng_schema schemas[NG_N_TABLES] = {
        {"articles", articles_fields, NG_ARTICLES_N},
        {"blocks", blocks_fields, NG_BLOCKS_N},
        {"sentences", sentences_fields, NG_SENTENCES_N},
        {"tokens", tokens_fields, NG_TOKENS_N},
        {"mentions", mentions_fields, NG_MENTIONS_N},
        {"dates", dates_fields, NG_DATES_N},
        {"numbers", numbers_fields, NG_NUMBERS_N},
        {"entities", entities_fields, NG_ENTITIES_N},
        {"roles", roles_fields, NG_ROLES_N},
        {"quotes", quotes_fields, NG_QUOTES_N},
        {"matches", matches_fields, NG_MATCHES_N},
        {"patterns", patterns_fields, NG_PATTERNS_N},
        {"errors", errors_fields, NG_ERRORS_N},
    };

    return &schemas[table];
}

const char *
ng_table_name(size_t i)
{
    return i < NG_N_TABLES ? ng_schema_of((ng_table_id)i)->name : NULL;
}

const char *
ng_column_name(ng_table_id table, size_t column)
{
    if ((unsigned)table >= NG_N_TABLES || column >= ng_schema_of(table)->n_fields)
        return NULL;
    return ng_schema_of(table)->fields[column].name;
}
