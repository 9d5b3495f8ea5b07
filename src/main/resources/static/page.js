/**
 * The page of the service: asks for a drawing as server-sent events and shows what comes.
 *
 * All addresses are relative, so that it works behind a gateway that adds a prefix.
 */

const $ = (id) => document.getElementById(id);
const form = $('request');
const SVG = 'http://www.w3.org/2000/svg';
const EARLIER = 24;

/** The request under way, to be aborted by the next. */
let running = null;
/** What the last drawing was made of, for the charts: digit and the timestep of every step. */
let shown = {digit: null, steps: []};
/** The circuit that the page is about. */
let circuit = null;

function headers(accept) {
  const key = form.elements.key.value.trim();
  return key ? {Accept: accept, 'X-API-Key': key} : {Accept: accept};
}

/** The parameters that differ from the service's defaults. */
function parameters(digit) {
  const chosen = new URLSearchParams({digit});
  for (const name of ['seed', 'steps', 'guidance', 'sampler', 'backend']) {
    const value = form.elements[name].value.trim();
    if (value) chosen.set(name, value);
  }
  const backend = form.elements.backend.value;
  if (backend === 'shots') chosen.set('shots', form.elements.shots.value.trim());
  if (backend === 'noisy') chosen.set('noise', form.elements.noise.value.trim());
  return chosen;
}

function say(text, failed = false) {
  $('status').textContent = text;
  $('status').classList.toggle('failed', failed);
}

/** Yields {event, data} of a stream of server-sent events. */
async function* events(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const {value, done} = await reader.read();
    if (done) return;
    rest += value;
    const blocks = rest.split('\n\n');
    rest = blocks.pop();
    for (const block of blocks) {
      const fields = Object.fromEntries(block.split('\n')
          .filter((line) => !line.startsWith(':'))
          .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]));
      if (fields.event) yield {event: fields.event, data: JSON.parse(fields.data)};
    }
  }
}

async function draw(digit) {
  running?.abort();
  const mine = new AbortController();
  running = mine;
  for (const button of document.querySelectorAll('.digits button')) {
    button.setAttribute('aria-pressed', String(button.value === digit));
  }
  const chosen = parameters(digit);
  shown = {digit, steps: []};
  $('stop').disabled = false;
  $('download').hidden = true;
  $('progress').removeAttribute('value');
  say('Waiting for a turn…');
  try {
    const response = await fetch(`generate?${chosen}`,
        {method: 'POST', headers: headers('text/event-stream'), signal: mine.signal});
    if (!response.ok) throw new Error(await problem(response));
    for await (const {event, data} of events(response)) {
      if (event === 'step') step(data);
      else if (event === 'result') await result(data, chosen);
      else if (event === 'problem') throw new Error(data.detail);
    }
  } catch (error) {
    if (running === mine) say(mine.signal.aborted ? 'Stopped.' : error.message, !mine.signal.aborted);
  } finally {
    if (running === mine) {
      running = null;
      $('stop').disabled = true;
      if (!$('progress').hasAttribute('value')) $('progress').value = 0;
    }
  }
}

async function problem(response) {
  try {
    const {detail, title} = await response.json();
    return detail ?? title;
  } catch {
    return `The service answered ${response.status}.`;
  }
}

function step(data) {
  shown.steps.push(data);
  $('image').src = `data:image/png;base64,${data.preview}`;
  $('image').alt = `Step ${data.step} of ${data.steps}`;
  $('progress').max = data.steps;
  $('progress').value = data.step;
  if (data.step === 1) say('Drawing…');
  latency();
}

async function result(data, chosen) {
  const image = data.images[0];
  const source = `data:${image.mediaType};base64,${image.data}`;
  $('image').src = source;
  $('image').alt = `A handwritten ${image.digit}`;
  const {queue, network, circuit: inCircuit, encoding} = image.timings;
  const total = queue + network + inCircuit + encoding;
  say(`A ${image.digit} of seed ${image.seed} in ${total.toFixed(0)} ms, `
      + `${inCircuit.toFixed(1)} ms of them in the circuit.`);
  chosen.set('seed', image.seed);
  const link = $('download');
  link.href = source;
  link.download = `digit-${image.digit}-seed-${image.seed}.png`;
  link.hidden = false;
  command(chosen);
  remember(image, source, chosen);
  const moment = $('moment');
  moment.max = shown.steps.length - 1;
  moment.value = moment.max;
  moment.disabled = shown.steps.length === 0;
  await bloch();
}

function command(chosen) {
  const address = new URL(`generate?${chosen}`, document.baseURI);
  const key = form.elements.key.value.trim() ? " -H 'X-API-Key: …'" : '';
  $('curl').textContent = `curl -X POST${key} '${address}' -o digit.png`;
}

function remember(image, source, chosen) {
  const button = document.createElement('button');
  button.type = 'button';
  const picture = document.createElement('img');
  picture.src = source;
  picture.alt = `${image.digit}, seed ${image.seed}`;
  button.append(picture);
  button.addEventListener('click', () => {
    $('image').src = source;
    $('image').alt = `A handwritten ${image.digit}`;
    say(`A ${image.digit} of seed ${image.seed}.`);
    command(chosen);
  });
  const item = document.createElement('li');
  item.append(button);
  $('earlier').prepend(item);
  while ($('earlier').children.length > EARLIER) $('earlier').lastElementChild.remove();
}

function node(name, attributes, text) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  return made;
}

/** A bar for the circuit's time at every step. */
function latency() {
  const micros = shown.steps.map((taken) => taken.circuitMilliseconds * 1000);
  const highest = Math.max(...micros, 1);
  const left = 40;
  const bottom = 118;
  const width = (400 - left) / Math.max(shown.steps[0].steps, 1);
  const parts = micros.map((value, i) => {
    const height = Math.max((value / highest) * 104, 1);
    const bar = node('rect', {
      class: 'bar', x: left + i * width + width * 0.1, y: bottom - height, width: width * 0.8, height});
    bar.append(node('title', {}, `step ${i + 1}, timestep ${shown.steps[i].timestep}: ${value.toFixed(0)} µs`));
    return bar;
  });
  $('latency').replaceChildren(
      node('line', {class: 'axis', x1: left, x2: 400, y1: bottom, y2: bottom}),
      node('text', {x: left - 4, y: 18, 'text-anchor': 'end'}, `${highest.toFixed(0)} µs`),
      node('text', {x: left - 4, y: bottom, 'text-anchor': 'end'}, '0'),
      node('text', {x: left, y: 132}, 'first step'),
      node('text', {x: 398, y: 132, 'text-anchor': 'end'}, 'last step'),
      ...parts);
  const mean = micros.reduce((sum, value) => sum + value, 0) / micros.length;
  $('latency').setAttribute('aria-label',
      `Time in the circuit at ${micros.length} steps: ${mean.toFixed(0)} microseconds on average, `
      + `${highest.toFixed(0)} at most.`);
}

/** The Bloch vectors that the circuit makes at the chosen step. */
async function bloch() {
  const taken = shown.steps[Number($('moment').value)];
  if (!taken || !circuit) return;
  $('moment-text').textContent = `${taken.step} of ${taken.steps} (timestep ${taken.timestep})`;
  const response = await fetch(`circuits/${circuit.id}?digit=${shown.digit}&timestep=${taken.timestep}`,
      {headers: headers('application/json')});
  if (!response.ok) return;
  const vectors = (await response.json()).bound.blochVectors;
  const size = 400 / vectors.length;
  const radius = Math.min(size * 0.42, 42);
  $('bloch').replaceChildren(...vectors.flatMap(({x, y, z}, qubit) => {
    const cx = size * (qubit + 0.5);
    const tip = {x: cx + radius * x, y: 50 - radius * z};
    const rim = node('circle', {class: 'rim', cx, cy: 50, r: radius});
    rim.append(node('title', {}, `qubit ${qubit}: ${x.toFixed(2)}, ${y.toFixed(2)}, ${z.toFixed(2)}`));
    return [
      rim,
      node('line', {class: 'arrow', x1: cx, y1: 50, x2: tip.x, y2: tip.y}),
      node('circle', {class: 'tip', cx: tip.x, cy: tip.y, r: 3}),
      node('text', {x: cx, y: 106, 'text-anchor': 'middle'}, `q${qubit}`)];
  }));
  $('bloch').setAttribute('aria-label', 'Bloch vectors: ' + vectors
      .map(({x, y, z}, qubit) => `qubit ${qubit} ${x.toFixed(2)}, ${y.toFixed(2)}, ${z.toFixed(2)}`).join('; '));
}

async function loadCircuit() {
  const response = await fetch('circuits', {headers: headers('application/json')});
  if (!response.ok) return;
  [circuit] = (await response.json()).circuits;
  if (!circuit) return;
  $('circuit-facts').textContent = `${circuit.qubits} qubits, depth ${circuit.depth}, `
      + `${circuit.gates.total} gates, ${circuit.parameters} angles.`;
}

async function loadDrawing() {
  if (!$('drawing').open || !$('circuit').hidden || !circuit) return;
  const response = await fetch(`circuits/${circuit.id}`, {headers: headers('image/svg+xml')});
  if (!response.ok) return;
  $('circuit').src = URL.createObjectURL(await response.blob());
  $('circuit').alt = `The circuit ${circuit.id}: ${$('circuit-facts').textContent}`;
  $('circuit').hidden = false;
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  draw(event.submitter?.value ?? '3');
});
form.elements.backend.addEventListener('change', () => {
  for (const label of form.querySelectorAll('[data-backend]')) {
    label.hidden = label.dataset.backend !== form.elements.backend.value;
  }
});
form.elements.key.addEventListener('change', loadCircuit);
document.addEventListener('keydown', (event) => {
  if (/^[0-9]$/.test(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey
      && !event.target.matches('input, select')) {
    draw(event.key);
  }
});
$('stop').addEventListener('click', () => running?.abort());
$('moment').addEventListener('input', bloch);
$('drawing').addEventListener('toggle', loadDrawing);
$('copy').addEventListener('click', async () => {
  await navigator.clipboard.writeText($('curl').textContent);
  $('copy').textContent = 'Copied';
  setTimeout(() => { $('copy').textContent = 'Copy'; }, 1500);
});
command(new URLSearchParams({digit: 3}));
loadCircuit();
