// Runs a state machine on an interpreter that others wrote, after asl-validator has accepted it.
// usage: node judge.mjs < request.json
//   request {"definition": {...}, "input": {...}, "replies": {"State": [{"result": …} | {"error": "Name", "cause": "…"}, …]}, "listings": {"Map": ["key", …]}}
//   A state's replies are used in order; the last one is used again and again.
//   The interpreter knows no distributed Map: what S3 would list for it, in batches as its ItemBatcher says, becomes the items of an inline one.
// answer  {"problems": […]} where the definition is refused, else
//         {"status": "succeeded" | "failed", "output": …, "error": …, "cause": …, "calls": [{"state", "input"}], "waits": [{"state", "input"}], "path": […]}
import { StateMachine } from 'aws-local-stepfunctions';
import asl from 'asl-validator';
import fs from 'node:fs';

const { definition, input, replies, listings = {} } = JSON.parse(fs.readFileSync(0, 'utf8'));
const verdict = asl(definition, { checkPaths: true, checkArn: true });
const problems = verdict.errors.map(error => error.Message ?? error.message ?? JSON.stringify(error));
if (problems.length || !verdict.isValid) {
  console.log(JSON.stringify({ problems }));
  process.exit(0);
}

const states = {};
(function collect(machine) {
  for (const [name, state] of Object.entries(machine.States)) {
    states[name] = state;
    const inner = state.ItemProcessor ?? state.Iterator;
    if (inner) collect(inner);
  }
})(definition);

for (const [name, keys] of Object.entries(listings)) {
  const state = states[name];
  const size = state.ItemBatcher.MaxItemsPerBatch;
  input[`items of ${name}`] = Array.from({ length: Math.ceil(keys.length / size) }, (_, i) => ({
    Items: keys.slice(i * size, (i + 1) * size).map(Key => ({ Etag: '"e"', Key, LastModified: 1763630000, Size: 1, StorageClass: 'STANDARD' })),
  }));
  state.ItemsPath = `$['items of ${name}']`;
  state.ItemProcessor.ProcessorConfig = { Mode: 'INLINE' };
  for (const field of ['ItemReader', 'ItemBatcher', 'ResultWriter', 'Label', 'ToleratedFailurePercentage']) delete state[field];
}

const calls = [];
const used = {};
const handlers = {};
for (const [name, state] of Object.entries(states)) {
  if (state.Type !== 'Task') continue;
  handlers[name] = async input => {
    calls.push({ state: name, input });
    const list = replies[name] ?? [{ result: {} }];
    const reply = list[Math.min(used[name] = (used[name] ?? -1) + 1, list.length - 1)];
    if (reply.error) {
      const failure = new Error(reply.cause ?? '');
      failure.name = reply.error;
      throw failure;
    }
    return reply.result;
  };
}

const names = type => Object.entries(states).filter(([, state]) => state.Type === type).map(([name]) => name);
const machine = new StateMachine(definition, { validationOptions: { checkPaths: false, checkArn: false } });
const execution = machine.run(input, {
  context: { Execution: { Name: 'local', Id: 'arn:aws:states:eu-central-1:123456789012:execution:stack:local', Input: input } },
  overrides: {
    taskResourceLocalHandlers: handlers,
    waitTimeOverrides: Object.fromEntries(names('Wait').map(name => [name, 0])),
    retryIntervalOverrides: Object.fromEntries([...names('Task'), ...names('Map')].map(name => [name, 0])),
  },
});

const answer = { status: 'succeeded', calls, waits: [], path: [] };
try {
  answer.output = await execution.result;
} catch (failure) {
  Object.assign(answer, { status: 'failed', error: failure.name, cause: failure.message });
}
for await (const event of execution.eventLogs) {
  if (event.type !== 'StateEntered') continue;
  answer.path.push(event.state.name);
  if (event.state.type === 'Wait') answer.waits.push({ state: event.state.name, input: event.state.input });
}
console.log(JSON.stringify(answer));
