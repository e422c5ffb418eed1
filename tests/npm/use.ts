// What a caller may write, and what the types must refuse.
import { load, PuljetjekError, type Answers, type Options, type Result, type Verdict } from "puljetjek";

const answers: Answers = {
  applicant_kind: "company",
  employees_fte: { from: 10, to: 49.9 },
  founded: { from: "2011-01-01" },
  partner_countries: { has: ["DE"], not: ["NO"] },
  theme: ["green"],
  turnover_dkk: "unknown",
  region: null,
  cvr_registered: true,
  attested: { "videnpilot/apply/new-project": true, "eurostars/*/danish-rules": "adviser" },
};
const options: Options = { as_of: "2012-03-01", language: "en" };

export async function verdicts(address: string): Promise<Map<string, Verdict>> {
  try {
    const rules = await load(fetch(address));
    const result: Result = rules.screen(answers, options);
    return new Map(result.programmes.map(({ id, verdict }) => [id, verdict]));
  } catch (error) {
    if (error instanceof PuljetjekError) console.error(error.place.pointer, error.place.line);
    throw error;
  }
}

// @ts-expect-error: a day is a text
export const day: Options = { as_of: new Date() };
// @ts-expect-error: there is no such option
export const option: Options = { lang: "da" };
// @ts-expect-error: an end of a band has no such name
export const band: Answers = { employees_fte: { most: 2 } };
// @ts-expect-error: nobody else attests
export const attested: Answers = { attested: { "eurostars/*/danish-rules": "bank" } };
