import type { Answer } from '../events/activity.ts';
import type { PretendPerson } from './pretend-people.ts';

/**
 * What people who do not exist write, step by step of the templates, so that a rehearsal reads like a room: at least as
 * many different cards as a usual room has people. A step of somebody's own workshop gets the examples of its kind.
 */

const cards: Readonly<Record<string, readonly string[]>> = {
  heard: [
    'Six teams change billing safely because of her',
    'Because of her, six teams can change billing without fear',
    'She made the ledger something others can rely on',
    'Teams stopped waiting for Payments since the migration',
    'She built the ledger that everyone uses',
    'Incidents in billing went down for everybody around her',
    'Three teams now run their own design reviews',
    'She runs the ledger project well',
    'Changing a price takes a day now, it took two weeks',
    'Other teams ship faster because of her reviews',
    'She is the person people call when billing breaks',
    'Payments is no longer the bottleneck',
    'She wrote the plan that six teams followed',
    'Hard to say in one sentence: something with the ledger',
  ],
  examples: [
    'Ledger migration: six teams moved in one quarter',
    'Design reviews that Platform and Search now run themselves',
    'Rollback playbook, used in four incidents by others',
    'Pricing changes went from two weeks to a day',
    'Two seniors who now lead migrations of their own',
  ],
  against: [
    'The scope was given, not found',
    'The evidence is a year old',
    'Nobody outside Payments has worked with her',
    'It is one large project, not a way of working',
    'The migration would have happened anyway',
    'Good writing, little follow-through across teams',
    'The numbers are the team’s, not hers',
    'She decides alone when it gets tight',
    'We would need one example where others moved faster',
    'No one on the committee has seen her in a room',
    'The playbook is hers; has anyone else ever changed it?',
    'Eighteen months at senior, half of them on leave',
    'Strong within billing, untested elsewhere',
    'Her manager speaks for her; who else would?',
    'The reviews stopped in the quarter she was away',
  ],
  'carry-fact': [
    'Six teams in one quarter, and no failed invoice',
    'Four incidents used her playbook, three without her',
    'A price change takes a day, it took two weeks',
    'Platform has run its own reviews since May',
    'Nine of eleven services use the new schema',
    'Nobody has called Payments at night since June',
    'Two seniors lead migrations they learned from her',
    'Support tickets on billing are down by a third',
    'Her proposal is two months older than the roadmap',
    'The director of Search asked for her by name',
    'The audit found nothing in the ledger this year',
    'Onboarding to billing takes a week instead of six',
  ],
  deciders: [
    'Director of Payments',
    'Director of Platform',
    'Head of Infrastructure',
    'VP Engineering',
    'Principal engineer of Search',
  ],
  'who-decides': [
    'Director of Payments',
    'Director of Platform',
    'Head of Infrastructure',
    'VP Engineering',
    'Principal engineer of Search',
  ],
  gaps: [
    'Nobody outside Payments vouches for the playbook',
    'The Head of Infrastructure has seen nothing of it',
    'The answer about scope has no fact',
    'No numbers from this year',
    'The case takes ten minutes to tell',
    'Nothing she started outside billing',
    'Her skip-level has never heard the claim',
    'The reviews are not written down anywhere',
    'No second voice beside her manager',
    'We don’t know who chairs the room',
    'The migration looks like one person’s work',
    'No example of changing somebody’s mind',
    'The packet has no first page yet',
  ],
  'would-raise': [
    'One director outside Payments who says it aloud',
    'Adoption numbers from this month',
    'A fact behind the answer about reach',
    'Something she started outside billing',
    'Hearing the case in under a minute',
    'A second team using the playbook on its own',
    'Her writing down why the plan changed in May',
    'Seeing her disagree with a director',
    'Someone from Search in the room',
    'One example from after the migration',
    'Knowing that her manager has practised it',
    'A page that the committee could read beforehand',
    'The reviews going on while she is away',
  ],
  missing: [
    'One team that is not ours saying so',
    'Numbers that are younger than a year',
    'A sponsor who sits in the room',
    'One more example of the same kind',
    'A shorter way to say it',
    'A quarter in which it worked without me',
    'Somebody who has seen the design, not only the result',
    'A plan that other teams signed',
    'An answer to “would it have happened anyway?”',
    'A director who has heard it twice',
    'The cost before and after',
    'A failure that was handled well',
  ],
  'missing-people': [
    'Fraud operations',
    'Whoever closes the month in Finance',
    'Customer support',
    'The team that owns the old ledger',
    'Legal, for the retention question',
    'Somebody from the shops themselves',
    'Data, who read both ledgers',
    'The on-call lead',
    'Procurement, for the contract',
    'Security review',
    'The second product manager',
    'Infrastructure',
  ],
  what: [
    'A refund shows the same amount everywhere within a minute',
    'Support can see why a refund failed',
    'No customer is charged twice',
    'Use one event queue for everything',
    'Finance closes the month without a spreadsheet',
    'Rewrite the refund adapter',
    'A shop can be moved without a freeze',
    'One team can say yes for both sides',
    'A nightly job that compares amounts',
    'Nobody has to know which ledger a refund is in',
    'Move the schema first',
    'A failed refund is noticed before the customer calls',
    'Chargebacks are answered within their five days',
    'Old refunds stay readable for seven years',
  ],
  limits: [
    'Nothing changes at the till in December',
    'Every refund stays traceable for the auditors',
    'Support has one screen, not two',
    'No more than two people from the ledger team',
    'The old ledger is switched off in autumn',
    'No new vendor this year',
    'Refunds are paid within five days, by law',
    'No downtime in working hours',
    'The budget is what is left of this year’s',
    'Personal data stays in the region',
    'Shops are told two weeks ahead',
    'Nobody works weekends for this',
    'The schema of the invoices can’t change',
    'It must be possible to go back within an hour',
  ],
  'keep-stuck': [
    'Wait for the ledger team before planning anything',
    'Add one more country at every meeting',
    'Let nobody say yes for both teams',
    'Write status reports instead of trying it',
    'Change the success number every month',
    'Invite twenty people to every decision',
    'Plan the whole thing before doing a piece of it',
    'Let two teams each build half an adapter',
    'Never tell support what is coming',
    'Call it urgent and give it nobody',
    'Reopen what was decided whenever someone is away',
    'Let the loudest estimate win',
    'Keep the facts in six documents',
    'Make the test as large as the release',
  ],
  options: [
    'Do nothing',
    'Stop the project',
    'Smallest test: two small shops, refunds only',
    'Move checkout and refunds in one release',
    'Move refunds by country, smallest first',
    'Run both ledgers side by side for a quarter',
    'Buy the refund service',
    'Give the whole thing to one team until March',
    'Move new shops only, leave old ones',
    'Fix the drift report and wait',
    'Freeze the schema for six weeks, then move',
    'Let support issue refunds from the new ledger alone',
    'Pay the difference out of pocket until autumn',
  ],
  'pre-mortem': [
    'The ledger team was pulled away in February',
    'Amounts drifted and nobody looked for a week',
    'Support never learned the new refund codes',
    'We tested with shops that have no refunds',
    'The switch could not be switched back',
    'Finance found it out at the end of the quarter',
    'Two people knew how it worked, and one left',
    'The scope grew by three countries',
    'The load test was never repeated',
    'December came before we were done',
    'Nobody owned the old adapter any more',
    'We measured deploys instead of refunds',
    'The contract with the bank said something else',
  ],
  proposal: [
    'We move refunds first, behind a switch, for two small shops from the middle of January.',
    'We run both ledgers side by side for six weeks and compare every refund.',
  ],
  'ask-next': [
    'Ask the skip-level: who was promoted last, and for what?',
    'Ask HR: is there a written guide, with examples?',
    'Ask two staff engineers: who gave you your scope?',
    'Ask my manager: when did you last argue for someone?',
    'Ask the director: what would you stop funding for this?',
    'Ask the newest staff engineer how long it took',
    'Ask Platform: who reviews the cross-team designs?',
    'Ask the committee: what did the last no say?',
    'Ask Finance: is there a budget line for it?',
    'Ask a peer who left why they left',
    'Ask the architect: is your role the same track?',
    'Ask recruiting: do we hire staff from outside?',
  ],
  'peer-arguments': [
    'You solve it yourself before anyone else has understood it. Others learn the answer, not the way.',
    'Your work is known on our floor and nowhere else; nobody in that room could tell it.',
    'You took the scope you were given. I have not seen you find one.',
  ],
  sentences: [
    'We migrate to the event bus by June',
    'Every team adopts the new template',
    'Latency of checkout stays under 300 milliseconds',
    'Introduce a service mesh',
    'A new engineer ships in the first week',
    'Rewrite the scheduler in Rust',
    'No incident needs more than one team',
    'Move all jobs to the queue',
    'Customers see one price everywhere',
    'Adopt trunk-based development',
    'An outage of one region loses no order',
    'Consolidate the four dashboards',
  ],
  tuesday: [
    'Reading a plan from a team I don’t know',
    'An hour with someone who is stuck',
    'Saying no to a good idea, with a reason',
    'Writing the page that nobody asked for',
    'Sitting in a review and asking one question',
    'Telling a director what it costs',
    'Not the meetings',
    'Finding out why two teams disagree',
    'Seeing somebody else present my idea',
    'Drawing how it all hangs together',
    'Fixing the thing between two teams',
    'Being asked before it is decided',
  ],
  sentence: [
    'Payments settles a day earlier, which frees two million of cash',
    'Checkout loses one order in ten thousand instead of one in five hundred',
    'Support answers refunds in a minute, and needs two people less',
    'New shops go live in a week, it took two months',
    'We passed the audit without a finding for the first time',
    'Searches that find nothing are down by half',
    'The mobile team ships weekly because the schema stopped moving',
    'Outages cost us four hours this quarter instead of thirty',
    'Three teams stopped building the same export',
    'The cloud bill fell by a fifth, with more traffic',
    'A supplier can be replaced in a day',
    'Fraud losses fell by a third since the new rules',
  ],
};

const nextSteps: readonly (readonly [text: string, by: string])[] = [
  ['I will ask the payments lead for an hour on the schema', 'Friday'],
  ['I will write down the success bar and send it round', 'tomorrow'],
  ['I will show the load test to support before the release', 'Thursday'],
  ['I will bring the two open objections to the director', 'next Tuesday'],
  ['I will put the switch behind a flag on the test shop', 'Thursday'],
  ['I will list the refund codes with two people from support', 'Friday'],
  ['I will write the hourly comparison', 'Friday'],
  ['I will ask Platform for one fact we can quote', 'Monday'],
  ['I will sit in the practice and ask the hostile question', 'the 19th'],
  ['I will cancel the weekly status call', 'today'],
  ['I will find out who may say yes for both teams', 'Wednesday'],
  ['I will draft the page that goes out beforehand', 'next Friday'],
  ['I will call the two shops', 'Monday'],
  ['I will book the room for the next look', 'today'],
];

export const pretendDecision = {
  text: 'Yes: we try it with two small shops, and stop after two weeks unless the amounts agree.',
  why: 'It is the smallest step that tells us something, and it can be undone within an hour.',
};

const cardsEach = 2;

/**
 * The same answer in words of its own step: of a list everybody takes another piece, so that no two of a usual room say
 * the same. A room larger than the list says some things twice, as rooms do.
 */
export function inOwnWords(step: string, answer: Answer, { number, seed }: PretendPerson): Answer {
  if ('texts' in answer && Object.hasOwn(cards, step)) {
    const list = cards[step] ?? [];
    const wanted = Math.min(answer.texts.length, cardsEach);
    return { texts: shares(list, { wanted, number, seed }) };
  }
  if (!('steps' in answer)) return answer;
  const taken = shares(nextSteps, { wanted: 1, number, seed });
  return { steps: taken.map(([text, by]) => ({ text, by })) };
}

/** The first card is everybody's own; a second one only while the list lasts. */
function shares<T>(
  list: readonly T[],
  { wanted, number, seed }: { wanted: number; number: number; seed: number },
): T[] {
  const { length } = list;
  const people = Math.min(12, length);
  const places = Array.from({ length: wanted }, (_, at) => number + at * people);
  return places
    .filter((place, at) => at === 0 || place < length)
    .map((place) => list[(place + seed) % length])
    .filter((one) => one !== undefined);
}
