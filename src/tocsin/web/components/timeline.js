// Incidents by day, week or month as stacked bars; days without documents are gaps and not zeros; a range can be chosen
// with the pointer or on two handles by keyboard. Days are milliseconds of UTC inside, YYYY-MM-DD outside.
const QUADS = ["verbal cooperation", "material cooperation", "verbal conflict", "material conflict"];
const DAY = 86400000;
const PLOT = { left: 40, right: 14, top: 8, height: 120, axis: 24 };
const LEAST_TICK = 70; // pixels between words of the axis
const WAIT = 350; // milliseconds after a key until a range counts as chosen
const words = (options) => new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", ...options });
const FULL = words({ day: "numeric", month: "long", year: "numeric" });
const MONTH = words({ month: "short", year: "numeric" }), SHORT = words({ month: "short" }), DATE = words({ day: "numeric", month: "short" });
const iso = (t) => new Date(t).toISOString().slice(0, 10);
const count = (n, one) => `${n.toLocaleString("en")} ${one}${n === 1 ? "" : "s"}`;

/** Return a round number not below n, for the top of the axis. */
function roundUp(n) {
  const size = 10 ** Math.floor(Math.log10(Math.max(n, 1)));
  return [1, 1.2, 1.6, 2, 2.4, 3, 4, 5, 6, 8, 10].map((m) => m * size).find((m) => m >= n);
}

/** Return the beginnings of days, weeks, months or years between two moments, as wide apart as their words need. */
function ticks(from, to, width) {
  const months = (n) => (t) => { const d = new Date(t); return Date.UTC(d.getUTCFullYear(), d.getUTCMonth() + n, 1); };
  const first = new Date(from), month = Date.UTC(first.getUTCFullYear(), first.getUTCMonth(), 1);
  const year = Date.UTC(first.getUTCFullYear(), 0, 1), monday = from - ((first.getUTCDay() + 6) % 7) * DAY;
  const steps = [
    [from, DAY, (t) => t + DAY, DATE], [monday, 7 * DAY, (t) => t + 7 * DAY, DATE], [monday, 14 * DAY, (t) => t + 14 * DAY, DATE],
    [month, 30 * DAY, months(1), SHORT], [month, 91 * DAY, months(3), SHORT],
    [year, 365 * DAY, months(12), null], [year, 1826 * DAY, months(60), null], [year, 7305 * DAY, months(240), null],
  ];
  const [begin, , next, format] = steps.find(([, span]) => (span / (to - from)) * width >= LEAST_TICK) ?? steps.at(-1);
  const found = [];
  let shown = 0;
  for (let t = begin; t < to; t = next(t)) {
    if (t < from) continue;
    const y = new Date(t).getUTCFullYear();
    const text = format === SHORT ? (y === shown ? SHORT : MONTH).format(t) : format ? format.format(t) : String(y);
    found.push({ t, text });
    shown = y;
  }
  return found;
}

export default {
  template: `
    <section class="tline" role="group" :aria-label="label">
      <div class="tline-head">
        <ul v-if="legend" class="tmap-legend" aria-label="Colours of the bars">
          <li v-for="q in 4" :key="q"><span :class="'quad quad-' + q" aria-hidden="true"></span> {{ names[q - 1] }}</li>
          <li v-if="gaps.length"><span class="tline-swatch" aria-hidden="true"></span> no documents</li>
        </ul>
        <p class="tline-read" aria-hidden="true">{{ read }}</p>
      </div>
      <p v-if="!bars.length" class="empty">No day to draw: no incident that fits has one.</p>
      <svg v-else ref="svg" class="tline-svg" :width="width" :height="height" :viewBox="'0 0 ' + width + ' ' + height"
        @pointerdown="down" @pointermove="move" @pointerup="up" @pointercancel="up" @pointerleave="over = null">
        <defs><pattern :id="'tline-gap-' + uid" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="6" height="6" class="tline-gap-ground"/><line x1="0" y1="0" x2="0" y2="6" class="tline-gap-line"/></pattern></defs>
        <g aria-hidden="true">
          <g v-for="n in rules" :key="n" class="tline-rule">
            <line :x1="plot.left" :x2="width - plot.right" :y1="y(n)" :y2="y(n)"/>
            <text :x="plot.left - 6" :y="y(n)" dy=".32em">{{ n.toLocaleString("en") }}</text></g>
          <rect v-for="g in gaps" :key="'g' + g.from" class="tline-gap" :x="x(g.from)" :y="plot.top" :width="x(g.to) - x(g.from)"
            :height="plot.height" :fill="'url(#tline-gap-' + uid + ')'"><title>{{ g.text }}</title></rect>
          <g v-for="b in bars" :key="b.from">
            <rect v-for="part in b.parts" :key="part.q" :class="'tline-bar tline-b' + part.q" :x="b.x" :width="b.width"
              :y="part.y" :height="part.height"/></g>
          <rect v-if="over" class="tline-over" :x="x(over.from)" :width="x(over.to) - x(over.from)" :y="plot.top" :height="plot.height"/>
          <line class="tline-axis" :x1="plot.left" :x2="width - plot.right" :y1="y(0)" :y2="y(0)"/>
          <g v-for="tick in axis" :key="tick.t" class="tline-tick">
            <line :x1="x(tick.t)" :x2="x(tick.t)" :y1="y(0)" :y2="y(0) + 5"/>
            <text :x="x(tick.t)" :y="y(0) + 18" :text-anchor="x(tick.t) > width - 40 ? 'end' : x(tick.t) < plot.left + 20 ? 'start' : 'middle'">{{ tick.text }}</text></g>
          <rect class="tline-out" :x="plot.left" :width="Math.max(0, x(range[0]) - plot.left)" :y="plot.top" :height="plot.height"/>
          <rect class="tline-out" :x="x(range[1])" :width="Math.max(0, width - plot.right - x(range[1]))" :y="plot.top" :height="plot.height"/>
        </g>
        <g v-for="(side, i) in ['First day', 'Last day']" :key="side" class="tline-handle" role="slider" tabindex="0" :aria-label="side"
          aria-orientation="horizontal" :aria-valuemin="0" :aria-valuemax="edges.length - 2" :aria-valuenow="edges.indexOf(range[i]) - i"
          :aria-valuetext="full(range[i] - i * day)" :data-side="i" @keydown="key($event, i)">
          <line :x1="x(range[i])" :x2="x(range[i])" :y1="plot.top" :y2="plot.top + plot.height"/>
          <rect class="tline-grip" :x="x(range[i]) - 5" :y="plot.top + plot.height / 2 - 13" width="10" height="26" rx="4"/>
          <rect class="tline-grab" :x="x(range[i]) - 14" :y="plot.top" width="28" :height="plot.height"/></g>
      </svg>
      <div v-if="bars.length" class="tline-foot">
        <p class="tline-range" role="status">{{ chosen }}</p>
        <button type="button" class="tline-all" :disabled="isAll" @click="all">All days</button>
      </div>
      <details v-if="bars.length" class="tline-table" @toggle="opened = $event.target.open"><summary>As a table</summary>
        <div v-if="opened" class="scroll-x" role="region" tabindex="0" :aria-label="label + ', as a table'">
          <table class="table"><caption>{{ label }}</caption>
            <thead><tr><th scope="col">{{ { day: "Day", week: "Week from", month: "Month from" }[step] }}</th><th scope="col">Incidents</th>
              <th v-for="name in names" :key="name" scope="col">{{ name }}</th><th scope="col">Documents</th></tr></thead>
            <tbody><tr v-for="b in buckets" :key="b.start"><th scope="row"><time :datetime="b.start">{{ full(t(b.start)) }}</time></th>
              <td>{{ b.documents || b.incidents ? b.incidents.toLocaleString("en") : "not covered" }}</td>
              <td v-for="q in 4" :key="q">{{ b.by_quad[q - 1].toLocaleString("en") }}</td><td>{{ b.documents.toLocaleString("en") }}</td></tr></tbody>
          </table></div></details>
    </section>`,
  props: { buckets: Array, step: String, since: String, until: String, label: String, legend: Boolean },
  data: () => ({ width: 600, plot: PLOT, names: QUADS, day: DAY, range: [0, 0], over: null, opened: false,
    uid: Math.random().toString(36).slice(2, 8) }),
  computed: {
    height: () => PLOT.top + PLOT.height + PLOT.axis,
    edges() { return this.buckets.length ? [...this.buckets.map((b) => this.t(b.start)), this.t(this.buckets.at(-1).end)] : [0, DAY]; },
    top() { return roundUp(Math.max(1, ...this.buckets.map((b) => b.incidents))); },
    rules() { return this.top > 1 ? [this.top / 2, this.top].filter(Number.isInteger) : [1]; },
    axis() { return ticks(this.edges[0], this.edges.at(-1), this.width - PLOT.left - PLOT.right); },
    bars() {
      return this.buckets.map((b) => {
        const from = this.t(b.start), to = this.t(b.end), left = this.x(from), right = this.x(to), slim = right - left < 4;
        const parts = [];
        let sum = 0;
        // Conflict stands on the axis, where heights are compared best.
        for (const [q, n] of [[4, b.by_quad[3]], [3, b.by_quad[2]], [2, b.by_quad[1]], [1, b.by_quad[0]],
          [0, b.incidents - b.by_quad.reduce((a, c) => a + c, 0)]]) {
          if (n <= 0) continue;
          parts.push({ q, y: this.y(sum + n), height: this.y(sum) - this.y(sum + n) });
          sum += n;
        }
        return { from, to, bucket: b, parts, x: left + (slim ? 0 : 0.5), width: Math.max(0.5, right - left - (slim ? 0 : 1)) };
      });
    },
    gaps() {
      const found = [];
      for (const b of this.buckets) {
        if (b.documents) continue;
        const from = this.t(b.start), to = this.t(b.end);
        if (found.at(-1)?.to === from) found.at(-1).to = to;
        else found.push({ from, to });
      }
      return found.map((g) => ({ ...g, text: `No documents from ${this.full(g.from)} to ${this.full(g.to - DAY)}` }));
    },
    isAll() { return this.range[0] <= this.edges[0] && this.range[1] >= this.edges.at(-1); },
    chosen() {
      const within = this.bars.filter((b) => b.from >= this.range[0] && b.to <= this.range[1]);
      const n = within.reduce((sum, b) => sum + b.bucket.incidents, 0);
      return `${this.full(this.range[0])} to ${this.full(this.range[1] - DAY)}: ${count(n, "incident")}`;
    },
    read() {
      if (!this.over) return "";
      const b = this.over.bucket, name = this.step === "day" ? this.full(this.over.from)
        : `${this.full(this.over.from)} to ${this.full(this.over.to - DAY)}`;
      return b.documents || b.incidents ? `${name}: ${count(b.incidents, "incident")} from ${count(b.documents, "document")}` : `${name}: no documents`;
    },
  },
  watch: {
    buckets() { this.take(); },
    since() { this.take(); },
    until() { this.take(); },
  },
  mounted() {
    this.take();
    this.watcher = new ResizeObserver(() => { this.width = Math.max(240, this.$el.clientWidth); });
    this.watcher.observe(this.$el);
    this.width = Math.max(240, this.$el.clientWidth);
  },
  unmounted() {
    this.watcher?.disconnect();
    clearTimeout(this.waiting);
  },
  methods: {
    t: (day) => Date.parse(`${day}T00:00:00Z`),
    full: (t) => FULL.format(t),
    x(t) {
      const [from, to] = [this.edges[0], this.edges.at(-1)];
      return PLOT.left + ((t - from) / (to - from)) * (this.width - PLOT.left - PLOT.right);
    },
    y(n) { return PLOT.top + PLOT.height * (1 - n / this.top); },
    /** Take the range that the page asks for, at the edges of buckets. */
    take() {
      const within = (t) => Math.max(this.edges[0], Math.min(this.edges.at(-1), t));
      const from = this.since ? this.below(within(this.t(this.since))) : this.edges[0];
      const to = this.until ? this.above(within(this.t(this.until))) : this.edges.at(-1);
      this.range = from < to ? [from, to] : [this.edges[0], this.edges.at(-1)];
    },
    below(t) { return this.edges.findLast((e) => e <= t) ?? this.edges[0]; },
    above(t) { return this.edges.find((e) => e >= t) ?? this.edges.at(-1); },
    moment(event) {
      const box = this.$refs.svg.getBoundingClientRect(), [from, to] = [this.edges[0], this.edges.at(-1)];
      const share = (event.clientX - box.left - PLOT.left) / (this.width - PLOT.left - PLOT.right);
      return from + Math.max(0, Math.min(0.999999, share)) * (to - from);
    },
    down(event) {
      if (event.button) return;
      const side = event.target.closest("[data-side]")?.dataset.side, at = this.moment(event);
      // A handle is dragged from the other end; elsewhere a new range begins.
      const anchor = side === undefined ? at : this.range[1 - side] - (side === "0" ? 1 : 0);
      this.dragged = { anchor, x: event.clientX, before: [...this.range], moved: side !== undefined, side };
      this.$refs.svg.setPointerCapture(event.pointerId);
    },
    move(event) {
      const at = this.moment(event);
      this.over = this.bars.find((b) => at >= b.from && at < b.to) ?? null;
      if (!this.dragged) return;
      if (Math.abs(event.clientX - this.dragged.x) > 4) this.dragged.moved = true;
      if (this.dragged.moved && event.clientX !== this.dragged.x) this.cover(this.dragged.anchor, at);
    },
    cover(a, b) { this.range = [this.below(Math.min(a, b)), this.above(Math.max(a, b) + 1)]; },
    up(event) {
      if (!this.dragged) return;
      const { moved, before } = this.dragged, at = this.moment(event);
      this.dragged = null;
      if (event.type === "pointercancel") this.range = before;
      else if (!moved) {
        this.cover(at, at); // a bar that is clicked is the range; clicked again, all is
        if (this.range[0] === before[0] && this.range[1] === before[1]) this.range = [this.edges[0], this.edges.at(-1)];
      }
      this.tell();
    },
    key(event, side) {
      const last = this.edges.length - 1, at = this.edges.indexOf(this.range[side]), page = Math.max(1, Math.round(last / 10));
      const least = side ? this.edges.indexOf(this.range[0]) + 1 : 0, most = side ? last : this.edges.indexOf(this.range[1]) - 1;
      const to = { ArrowLeft: at - 1, ArrowDown: at - 1, ArrowRight: at + 1, ArrowUp: at + 1, PageDown: at - page, PageUp: at + page,
        Home: least, End: most }[event.key];
      if (event.key === "Escape") { this.all(); return; }
      if (to === undefined) return;
      event.preventDefault();
      this.range = this.range.map((t, i) => (i === side ? this.edges[Math.max(least, Math.min(most, to))] : t));
      clearTimeout(this.waiting);
      this.waiting = setTimeout(() => this.tell(), WAIT);
    },
    all() {
      this.range = [this.edges[0], this.edges.at(-1)];
      this.tell();
    },
    /** Tell the page; an end that is that of the chart asks for nothing. */
    tell() {
      const [from, to] = this.range;
      const said = { since: from > this.edges[0] ? iso(from) : null, until: to < this.edges.at(-1) ? iso(to) : null };
      const now = JSON.stringify(said);
      if (now === this.told) return;
      this.told = now;
      this.$emit("range", said);
    },
  },
};
