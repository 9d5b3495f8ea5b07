/**
 * The page of the service: asks for a drawing as server-sent events and shows what comes.
 *
 * All addresses are relative, so that it works behind a gateway that adds a prefix.
 */

const $ = (id) => document.getElementById(id);
const form = $('request');
const SVG = 'http://www.w3.org/2000/svg';
const EARLIER = 24;

/** Aborts the request under way. */
let running = null;
/** The drawing on the page: its digit, query, steps so far and, when it is finished, image. */
let shown = null;
/** The frame that will show the steps which have come. */
let frame = null;
/** The drawing whose bars are in the chart. */
let charted = null;
/** The circuit that the page is about. */
let circuit = null;

function headers(accept) {
  const key = form.elements.key.value.trim();
  const all = new Headers({Accept: accept});
  try {
    if (key) all.set('X-API-Key', key);
  } catch {
    throw wantKey('The API key has letters that a header cannot carry: correct it under Settings.');
  }
  return all;
}

/**
 * Asks the service. What goes wrong is thrown as an error whose message is for whoever looks at the
 * page.
 */
async function ask(address, accept, options = {}) {
  const asked = {...options, headers: headers(accept)};
  const response = await fetch(address, asked).catch(() => {
    throw new Error('The service cannot be reached.');
  });
  if (response.status === 401) {
    throw wantKey(asked.headers.has('X-API-Key')
        ? 'The service does not take this API key: correct it under Settings.'
        : 'The service asks for an API key: enter it under Settings.');
  }
  if (!response.ok) throw new Error(await problem(response));
  return response;
}

/** Leads to the field of the key, and says so; returns an error that says the same. */
function wantKey(text) {
  say(text, true);
  $('settings').open = true;
  form.elements.key.focus();
  return new Error(text);
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

/** Reads JSON; seeds stay text, as a number of JavaScript has only 53 of their 64 bits. */
function parse(json) {
  return JSON.parse(json.replace(/"seed":(-?\d+)/g, '"seed":"$1"'));
}

/**
 * Lets the browser do what else there is, above all hear a click. A timer would come late in a tab
 * that is hidden.
 */
function turn() {
  return new Promise((resolve) => {
    const {port1, port2} = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

/** Yields {event, data} of a stream of server-sent events, each in a turn of its own. */
async function* events(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const {value, done} = await reader.read().catch(() => ({done: true})); // lost, or aborted
    if (done) return;
    rest += value;
    const blocks = rest.split('\n\n');
    rest = blocks.pop();
    for (const block of blocks) {
      const fields = Object.fromEntries(block.split('\n')
          .filter((line) => !line.startsWith(':'))
          .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]));
      if (!fields.event) continue;
      yield {event: fields.event, data: parse(fields.data)};
      await turn();
    }
  }
}

async function draw(digit) {
  halt();
  const mine = new AbortController();
  running = mine;
  press(digit);
  $('stop').disabled = false;
  $('moment').disabled = true;
  $('progress').removeAttribute('value');
  say('Waiting for a turn…');
  try {
    await follow({digit, query: parameters(digit), steps: []}, mine.signal);
  } catch (error) {
    if (running !== mine) return;
    if (mine.signal.aborted) say('Stopped.');
    else say(error.message, true);
  }
  if (running === mine) {
    halt();
    settle();
  }
}

/** Asks for a drawing and shows it as it comes along. */
async function follow(drawing, signal) {
  const response = await ask(`generate?${drawing.query}`, 'text/event-stream', {method: 'POST', signal});
  shown = drawing;
  $('download').hidden = true;
  mark(null);
  command(drawing.query);
  for await (const {event, data} of events(response)) {
    signal.throwIfAborted();
    if (event === 'step') step(drawing, data);
    else if (event === 'result') finish(drawing, data.images[0]);
    else if (event === 'problem') throw new Error(data.detail);
  }
  if (!drawing.image) throw new Error('The connection ended before the drawing was finished.');
}

/** Ends the request under way, if there is one; what it would still say is not heard. */
function halt() {
  const last = running;
  running = null;
  last?.abort();
  cancelAnimationFrame(frame);
  frame = null;
  $('stop').disabled = true;
  if (!$('progress').hasAttribute('value')) $('progress').value = 0;
}

function press(digit) {
  for (const button of document.querySelectorAll('.digits button')) {
    button.setAttribute('aria-pressed', String(button.value === digit));
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

/** Keeps a step; more may come than there are frames to show them in. */
function step(drawing, data) {
  if (drawing.steps.length === 0) say('Drawing…');
  drawing.steps.push(data);
  frame ??= requestAnimationFrame(() => {
    frame = null;
    advance();
  });
}

/** Shows how far the drawing has come. */
function advance() {
  const last = shown.steps.at(-1);
  if (!shown.image) {
    $('image').src = `data:image/png;base64,${last.preview}`;
    $('image').alt = `Step ${last.step} of ${last.steps}`;
  }
  progress(last);
  latency();
}

function progress({step, steps}) {
  $('progress').max = steps;
  $('progress').value = step;
}

function finish(drawing, image) {
  const {queue, network, circuit: inCircuit, encoding} = image.timings;
  const total = queue + network + inCircuit + encoding;
  drawing.image = image;
  drawing.source = `data:${image.mediaType};base64,${image.data}`;
  drawing.story = `A ${image.digit} of seed ${image.seed} in ${total.toFixed(0)} ms, `
      + `${inCircuit.toFixed(1)} ms of them in the circuit.`;
  drawing.query.set('seed', image.seed);
  remember(drawing);
  picture(drawing);
}

/** Shows a finished drawing. */
function picture(drawing) {
  const {digit, seed} = drawing.image;
  shown = drawing;
  $('image').src = drawing.source;
  $('image').alt = `A handwritten ${digit}`;
  const link = $('download');
  link.href = drawing.source;
  link.download = `digit-${digit}-seed-${seed}.png`;
  link.hidden = false;
  say(drawing.story);
  command(drawing.query);
  mark(drawing);
}

function command(query) {
  const address = new URL(`generate?${query}`, document.baseURI);
  const key = form.elements.key.value.trim() ? " -H 'X-API-Key: …'" : '';
  $('curl').textContent = `curl -X POST${key} '${address}' -o digit.png`;
}

function remember(drawing) {
  const button = document.createElement('button');
  button.type = 'button';
  const small = document.createElement('img');
  small.src = drawing.source;
  small.alt = `${drawing.image.digit}, seed ${drawing.image.seed}`;
  button.append(small);
  button.addEventListener('click', () => {
    halt();
    press(drawing.digit);
    picture(drawing);
    settle();
  });
  drawing.button = button;
  const item = document.createElement('li');
  item.append(button);
  $('earlier').prepend(item);
  $('earlier-none').hidden = true;
  while ($('earlier').children.length > EARLIER) $('earlier').lastElementChild.remove();
}

/** Marks which of the earlier drawings is shown. */
function mark(drawing) {
  for (const button of $('earlier').querySelectorAll('button')) {
    button.setAttribute('aria-current', String(button === drawing?.button));
  }
}

/**
 * Brings the page to the last step of the drawing that is shown. Does not wait for a frame, as there
 * are none in a tab that is hidden.
 */
function settle() {
  if (!shown?.steps.length) return;
  advance();
  $('moment').max = shown.steps.length - 1;
  $('moment').value = shown.steps.length - 1;
  $('moment').disabled = false;
  bloch();
}

function node(name, attributes, ...content) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...content);
  return made;
}

/**
 * A bar for the circuit's time at every step, each one unit wide and as high as its microseconds.
 * The scale ends at four medians, so that one step that had to wait does not flatten all others.
 */
function latency() {
  const {steps} = shown;
  const micros = steps.map((taken) => taken.circuitMilliseconds * 1000);
  const sorted = micros.toSorted((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)];
  const highest = sorted.at(-1);
  const top = Math.max(Math.min(highest, 4 * median), 1);
  const chart = $('latency');
  if (charted !== shown) chart.replaceChildren();
  charted = shown;
  for (let i = chart.children.length; i < steps.length; i++) {
    const {step, timestep} = steps[i];
    const height = Math.max(micros[i], 0.01 * top);
    chart.append(node('rect', {x: step - 0.9, y: -height, width: 0.8, height, class: 'bar'},
        node('title', {}, `step ${step}, timestep ${timestep}: ${micros[i].toFixed(0)} µs`)));
  }
  chart.setAttribute('viewBox', `0 ${-top} ${steps[0].steps} ${top}`);
  micros.forEach((time, i) => chart.children[i].classList.toggle('cut', time > top));
  const text = `${steps.length} of ${steps[0].steps} steps, the first at the left: median ${median.toFixed(0)} µs, `
      + `highest ${highest.toFixed(0)} µs${highest > top ? '; pale bars are cut off' : ''}.`;
  $('latency-text').textContent = text;
  chart.setAttribute('aria-label', text);
}

/** The Bloch vectors that the circuit makes at the chosen step, which is named when they are there. */
async function bloch() {
  const drawing = shown;
  const chosen = $('moment').value;
  const taken = drawing?.steps[Number(chosen)];
  if (!taken || !circuit) return;
  let text = `${taken.step} of ${taken.steps}, timestep ${taken.timestep}`;
  let vectors = [];
  try {
    const card = await read(`circuits/${circuit.id}?digit=${drawing.digit}&timestep=${taken.timestep}`);
    vectors = card.bound.blochVectors;
  } catch (error) {
    text += `: ${error.message}`;
  }
  if (shown !== drawing || $('moment').value !== chosen) return; // somebody was faster
  $('moment-text').textContent = text;
  $('bloch').replaceChildren(...vectors.map(sphere));
  $('bloch').setAttribute('aria-label', vectors.length === 0 ? 'No Bloch vectors.' : 'Bloch vectors: ' + vectors
      .map(({x, y, z}, qubit) => `qubit ${qubit} ${x.toFixed(2)}, ${y.toFixed(2)}, ${z.toFixed(2)}`).join('; '));
}

/** A qubit's Bloch vector, seen from 25 degrees to the right of the x axis and 20 above it. */
function sphere({x, y, z}, qubit) {
  const radius = 50;
  const across = radius * (0.906 * y - 0.423 * x);
  const down = radius * (0.31 * x + 0.145 * y - 0.94 * z);
  return node('svg', {viewBox: '-56 -56 112 146'},
      node('title', {}, `qubit ${qubit}: ${x.toFixed(2)}, ${y.toFixed(2)}, ${z.toFixed(2)}`),
      node('circle', {r: radius}),
      node('ellipse', {class: 'back', rx: radius, ry: 0.342 * radius}),
      node('line', {class: 'back', y1: -0.94 * radius, y2: 0.94 * radius}),
      node('line', {class: 'arrow', x2: across, y2: down}),
      node('circle', {class: 'tip', cx: across, cy: down, r: 6}),
      node('text', {y: 76}, `q${qubit}: ${Math.hypot(x, y, z).toFixed(2)}`));
}

/** What the service says at an address. */
async function read(address) {
  return (await ask(address, 'application/json')).json();
}

async function loadCircuit() {
  let text = 'The service shows no circuit.';
  try {
    circuit = (await read('circuits')).circuits[0] ?? null;
  } catch (error) {
    circuit = null;
    text = error.message;
  }
  $('circuit-facts').textContent = circuit
      ? `${circuit.qubits} qubits, depth ${circuit.depth}, ${circuit.gates.total} gates, ${circuit.parameters} angles.`
      : text;
  await loadDrawing(); // which may have been opened before
}

async function loadDrawing() {
  if (!$('drawing').open || !$('circuit').hidden || !circuit) return;
  try {
    const response = await ask(`circuits/${circuit.id}`, 'image/svg+xml');
    $('circuit').src = URL.createObjectURL(await response.blob());
    $('circuit').alt = `The circuit ${circuit.id}: ${$('circuit-facts').textContent}`;
    $('circuit').hidden = false;
    $('drawing-text').textContent = '';
  } catch (error) {
    $('drawing-text').textContent = error.message;
  }
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  const inField = document.activeElement.matches('input'); // Enter presses the first button, the 0
  const last = document.querySelector('.digits [aria-pressed=true]')?.value;
  draw(inField ? last ?? '3' : event.submitter.value);
});
form.elements.backend.addEventListener('change', () => {
  for (const label of form.querySelectorAll('[data-backend]')) {
    label.hidden = label.dataset.backend !== form.elements.backend.value;
  }
});
form.elements.key.addEventListener('change', () => {
  if ($('status').matches('.failed')) say('Choose a digit.');
  loadCircuit();
});
// only while the focus is there: elsewhere what is typed, or said to a computer, may mean something else
document.querySelector('.digits').addEventListener('keydown', (event) => {
  if (/^[0-9]$/.test(event.key) && !event.repeat && !event.ctrlKey && !event.metaKey && !event.altKey) {
    draw(event.key);
  }
});
$('stop').addEventListener('click', () => running?.abort());
$('moment').addEventListener('input', bloch);
$('drawing').addEventListener('toggle', loadDrawing);
$('copy').addEventListener('click', async () => {
  getSelection().selectAllChildren($('curl'));
  try {
    await navigator.clipboard.writeText($('curl').textContent);
    $('copy').textContent = 'Copied';
  } catch {
    $('copy').textContent = 'Selected'; // browsers have no clipboard for a page without TLS
  }
  setTimeout(() => { $('copy').textContent = 'Copy'; }, 1500);
});
command(new URLSearchParams({digit: 3}));
loadCircuit();
