// A map of incidents: outlines, names, circles for points and shaded areas for what is told no finer than a district.
// All of it comes from this machine unless tiles are set. Nothing is moved: labels may be, points never.
import { leaflet as L } from "nicegui-leaflet";
import { loadResource } from "../../static/utils/resources.js";

const QUADS = ["verbal cooperation", "material cooperation", "verbal conflict", "material conflict"];
const FINE_FROM = 4; // as map_layers.py has it
const PROVINCES_FROM = 5;
const MOST_COUNTRIES = 40; // of which provinces are loaded for one view
const short = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });
const many = (n) => `${n.toLocaleString("en")} incident${n === 1 ? "" : "s"}`;

/** Return the class with most incidents, 1 to 4; 0 where none has a class. */
function ruling(quads) {
  const most = Math.max(...quads);
  return most ? quads.lastIndexOf(most) + 1 : 0;
}

/** Return "12 material conflict, 3 verbal conflict", the most first. */
function mix(quads) {
  const parts = quads.map((n, i) => [n, QUADS[i]]).filter(([n]) => n).sort((a, b) => b[0] - a[0]);
  return parts.map(([n, name]) => `${n.toLocaleString("en")} ${name}`).join(", ");
}

function node(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

/** Return the radius in pixels of a circle that stands for so many incidents. */
const radius = (count) => (count === 1 ? 8 : 10 + 6.5 * Math.log10(count));

/** Return a ring of the classes' shares, and the count in it. */
function ring({ count, quads }) {
  const r = radius(count), width = count === 1 ? r : Math.max(4, r * 0.32), middle = r - width / 2;
  const parts = [...quads, count - quads.reduce((a, b) => a + b, 0)];
  let from = 0;
  const arcs = parts.map((n, i) => {
    if (n <= 0) return "";
    const at = from;
    from += n / count;
    const cls = `tmap-q${i < 4 ? i + 1 : 0}`;
    return `<circle class="${cls}" r="${middle}" fill="none" stroke-width="${width}" pathLength="1" ` +
      `stroke-dasharray="${n / count} 1" stroke-dashoffset="${-at}" transform="rotate(-90)"/>`;
  });
  const text = count === 1 ? "" : `<text class="tmap-count" dy=".35em">${short.format(count)}</text>`;
  const side = r + 3;
  return `<svg viewBox="${-side} ${-side} ${2 * side} ${2 * side}" width="${2 * side}" height="${2 * side}" ` +
    `aria-hidden="true"><circle class="tmap-disc" r="${r + 1.5}"/>${arcs.join("")}${text}</svg>`;
}

/** Put circles that would hide each other together, at the place of the larger one. */
function apart(features, at) {
  const kept = [];
  for (const one of features) {
    const p = one.properties, xy = at(one.geometry.coordinates), r = radius(p.count);
    const near = kept.find((k) => k.xy.distanceTo(xy) < 0.85 * (r + radius(k.one.properties.count)));
    if (!near) {
      kept.push({ one: { ...one, properties: { ...p } }, xy });
      continue;
    }
    const q = near.one.properties;
    q.count += p.count;
    q.places += p.places;
    q.quads = q.quads.map((n, i) => n + p.quads[i]);
    q.ids = [...q.ids, ...p.ids].slice(0, 5);
    q.bounds = [0, 1, 2, 3].map((i) => (i < 2 ? Math.min : Math.max)(q.bounds[i], p.bounds[i]));
  }
  return kept.map((k) => k.one);
}

const clash = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

export default {
  template: `
    <figure class="tmap">
      <svg class="tmap-defs" width="0" height="0" aria-hidden="true" focusable="false"><defs>
        <pattern v-for="q in 5" :key="q" :id="'tmap-hatch-' + (q - 1)" width="7" height="7"
          patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="7" height="7" :class="'tmap-tint tmap-f' + (q - 1)"/>
          <line x1="0" y1="0" x2="0" y2="7" stroke-width="2.5" :class="'tmap-stripe tmap-q' + (q - 1)"/>
        </pattern></defs></svg>
      <div ref="box" class="tmap-box" role="application" aria-roledescription="map" :aria-label="label"
        :style="{ height }" :aria-describedby="'tmap-help-' + uid"></div>
      <p class="hidden" :id="'tmap-help-' + uid">Arrow keys move the map, plus and minus zoom. Tab goes to the incidents
        on it; there, arrow keys go from one to the next and Enter opens it. The list beside the map has the same incidents.</p>
      <p class="hidden" role="status">{{ summary }}</p>
      <figcaption class="tmap-caption">
        <ul v-if="legend" class="tmap-legend" aria-label="Colours of the map">
          <li v-for="q in 4" :key="q"><span :class="'quad quad-' + q" aria-hidden="true"></span> {{ names[q - 1] }}</li>
          <li><span class="tmap-swatch" aria-hidden="true"></span> told only for an area</li>
        </ul>
        <p v-if="problem" class="error" role="alert">{{ problem }}</p>
        <p v-if="note" class="tmap-note">{{ note }}</p>
      </figcaption>
    </figure>`,
  props: {
    query: String, bounds: Array, version: String, tiles: String, tilesCredit: String, label: String, height: String,
    legend: Boolean, still: Object, deFacto: String, resourcePath: String,
  },
  data: () => ({ summary: "", note: "", problem: "", names: QUADS, uid: Math.random().toString(36).slice(2, 8) }),
  watch: {
    query() { this.refresh(); },
    still() { this.refresh(); },
  },
  async mounted() {
    await this.$nextTick();
    await loadResource(window.path_prefix + `${this.resourcePath}/leaflet/leaflet.css`);
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.map = L.map(this.$refs.box, {
      attributionControl: Boolean(this.tiles), minZoom: 1, maxZoom: this.tiles ? 17 : 12, zoomSnap: 0.5,
      zoomAnimation: !calm, fadeAnimation: !calm, inertia: !calm, scrollWheelZoom: false,
      maxBounds: [[-88, -230], [88, 230]], maxBoundsViscosity: 0.8,
    });
    for (const [name, order] of [["land", 210], ["areas", 320], ["lines", 330], ["names", 340]]) {
      this.map.createPane(name).style.zIndex = order;
    }
    this.map.getPane("names").setAttribute("aria-hidden", "true");
    this.drawn = { land: L.layerGroup().addTo(this.map), areas: L.layerGroup().addTo(this.map),
      lines: L.layerGroup().addTo(this.map), names: L.layerGroup().addTo(this.map), marks: L.layerGroup().addTo(this.map) };
    this.loaded = { countries: {}, provinces: {} };
    // The wheel scrolls the page until the map is taken hold of.
    this.map.on("focus", () => this.map.scrollWheelZoom.enable());
    this.map.on("blur", () => this.map.scrollWheelZoom.disable());
    this.control();
    if (this.tiles) {
      const credit = node("span", "", this.tilesCredit).innerHTML;
      L.tileLayer(this.tiles, { attribution: credit, maxZoom: 19 }).addTo(this.map);
      this.$el.classList.add("tmap--tiles");
    }
    this.show(this.bounds);
    this.map.on("moveend", () => {
      this.refresh(120);
      if (this.byProgram) this.byProgram = false;
      else this.$emit("move", { bounds: this.area(0), zoom: this.map.getZoom() });
    });
    this.refresh();
    this.watcher = new ResizeObserver(() => this.map.invalidateSize({ animate: false }));
    this.watcher.observe(this.$refs.box);
  },
  unmounted() {
    this.watcher?.disconnect();
    this.asking?.abort();
    this.map?.remove();
  },
  methods: {
    /** Show south, west, north, east; the world without. Called from Python too. */
    fit(bounds) {
      this.byProgram = true;
      this.show(bounds);
    },
    show(bounds) {
      if (!bounds) return this.map.setView([12, 15], 1.5);
      const [south, west, north, east] = bounds;
      const padding = Math.min(48, this.map.getSize().x / 8);
      return this.map.fitBounds([[south, west], [north, east]], { maxZoom: 8, padding: [padding, padding] });
    },
    control() {
      const home = L.control({ position: "topleft" });
      home.onAdd = () => {
        const bar = node("div", "leaflet-bar"), button = node("a", "tmap-home", "⤢");
        Object.assign(button, { href: "#", role: "button", title: "Show all" });
        button.setAttribute("aria-label", "Show all");
        L.DomEvent.on(button, "click", (e) => { L.DomEvent.stop(e); this.show(this.bounds); });
        bar.append(button);
        return bar;
      };
      home.addTo(this.map);
    },
    /** Return west, south, east, north of the view, wider by a share of it, inside the world. */
    area(more) {
      const b = this.map.getBounds().pad(more), inside = (x, most) => Math.max(-most, Math.min(most, x));
      return [inside(b.getWest(), 180), inside(b.getSouth(), 90), inside(b.getEast(), 180), inside(b.getNorth(), 90)]
        .map((x) => Math.round(x * 1000) / 1000);
    },
    async ask(path, signal) {
      const answer = await fetch(window.path_prefix + path, { signal, headers: { Accept: "application/geo+json" } });
      const content = await answer.json();
      if (!answer.ok) throw new Error(content.error || content.detail || `the map's data came back with ${answer.status}`);
      return content;
    },
    refresh(wait = 0) {
      clearTimeout(this.waiting);
      this.waiting = setTimeout(() => this.draw(), wait);
    },
    async draw() {
      if (!this.map) return;
      this.asking?.abort();
      this.asking = new AbortController();
      const { signal } = this.asking, zoom = this.map.getZoom();
      const view = `bbox=${this.area(0.15)}&zoom=${zoom}`, asked = `${this.query ? this.query + "&" : ""}${view}`;
      try {
        const base = this.drawBase(zoom, signal);
        const labels = this.tiles ? { features: [] } : this.ask(`/map/labels.geojson?${view}`, signal);
        const drawn = [base, labels];
        drawn.forEach((promise) => promise.catch?.(() => {})); // awaited below; what fails first is told
        const [clusters, areas] = await Promise.all([
          this.still ? this.still.clusters : this.ask(`/map/clusters.geojson?${asked}`, signal),
          this.still ? this.still.areas : this.ask(`/map/areas.geojson?${asked}`, signal),
        ]);
        this.drawAreas(areas);
        const taken = this.drawMarks(clusters, areas);
        this.tell(clusters, areas);
        this.problem = "";
        this.drawNames(await labels, taken);
        await base;
      } catch (error) {
        if (error.name !== "AbortError") this.problem = `The map could not be drawn: ${error.message}`;
      }
    },
    async drawBase(zoom, signal) {
      const fine = zoom >= FINE_FROM;
      this.$el.classList.toggle("tmap--near", zoom >= PROVINCES_FROM);
      this.loaded.countries[fine] ??= this.ask(`/map/countries.geojson?zoom=${fine ? 5 : 2}&v=${this.version}`);
      const countries = await this.loaded.countries[fine];
      if (this.fine !== fine) {
        this.fine = fine;
        this.drawn.land.clearLayers();
        this.land = L.geoJSON(countries, { pane: "land", interactive: false, style: { className: "tmap-land" },
          renderer: L.svg({ pane: "land", padding: 0.5 }) });
        this.drawn.land.addLayer(this.land);
        this.markFine();
      }
      if (zoom >= PROVINCES_FROM) await this.drawProvinces(signal);
    },
    async drawProvinces(signal) {
      const view = this.map.getBounds(), near = [];
      this.land.eachLayer((layer) => {
        const { iso3 } = layer.feature.properties;
        if (iso3 && !this.loaded.provinces[iso3] && this.touches(layer, view)) near.push(iso3);
      });
      if (near.length > MOST_COUNTRIES) return;
      this.lineRenderer ??= L.svg({ pane: "lines", padding: 0.5 });
      await Promise.all(near.map(async (iso3) => {
        this.loaded.provinces[iso3] = true;
        try {
          const found = await this.ask(`/map/admin1/${iso3}.geojson?v=${this.version}`, signal);
          const style = (f) => ({ fill: false, className: f.properties.kind === "edge" ? "tmap-edge" : "tmap-province" });
          this.drawn.lines.addLayer(L.geoJSON(found, { pane: "lines", interactive: false, style, renderer: this.lineRenderer }));
          if (!found.features.length) this.loaded.provinces[iso3] = "none";
        } catch (error) {
          delete this.loaded.provinces[iso3];
          throw error;
        }
      }));
      this.markFine();
    },
    /** Let the finer edge of a country stand for its coarse one. */
    markFine() {
      this.land?.eachLayer((layer) => {
        const { iso3 } = layer.feature.properties;
        layer.getElement()?.classList.toggle("is-fine", this.loaded.provinces[iso3] === true);
      });
    },
    /** Tell whether any part of a country is in view: far islands stretch the box of the whole. */
    touches(layer, view) {
      layer.boxes ??= layer.getLatLngs().map((polygon) => L.latLngBounds(polygon[0]));
      return layer.boxes.some((box) => box.intersects(view));
    },
    drawAreas(areas) {
      this.drawn.areas.clearLayers();
      // A province lies on its country, not under it.
      const order = [...areas.features].sort((a, b) => (a.properties.kind === "province") - (b.properties.kind === "province"));
      for (const one of order) {
        // A country is too wide a field for a colour to be read as more than it is.
        const quad = one.properties.kind === "country" ? 0 : ruling(one.properties.quads);
        const layer = L.geoJSON(one, { pane: "areas", style: { className: `tmap-area tmap-${one.properties.kind} tmap-a${quad}` } });
        layer.on("click", () => this.pick(this.areaChosen(one.properties)));
        layer.bindTooltip(() => this.areaWords(one.properties), { sticky: true, className: "tmap-tip" });
        this.drawn.areas.addLayer(layer);
        layer.eachLayer((path) => path.getElement()?.setAttribute("tabindex", "-1")); // its count is what has focus
      }
    },
    /** Return where a longitude and latitude lie, in pixels of the whole world. */
    at([lng, lat]) { return this.map.project([lat, lng], this.map.getZoom()); },
    /** Put circles and counts of areas; return the boxes that they take. */
    drawMarks(clusters, areas) {
      const focused = document.activeElement?.dataset?.mark;
      this.drawn.marks.clearLayers();
      this.stops = [];
      const zoom = this.map.getZoom(), at = (lngLat) => this.at(lngLat), taken = [];
      const sorted = apart(clusters.features, at);
      for (const { properties: p, geometry } of sorted) {
        const r = radius(p.count) + 2, { x, y } = at(geometry.coordinates);
        taken.push([x - r, y - r, x + r, y + r]);
      }
      areas.features.forEach((one) => this.putArea(one.properties, at, taken, zoom));
      sorted.forEach((one) => this.putCluster(one, at, taken));
      this.rove(focused);
      return taken;
    },
    /** Put the names that find room between what is drawn. */
    drawNames(labels, taken) {
      this.drawn.names.clearLayers();
      for (const { properties: p, geometry } of labels.features) {
        const { x, y } = this.at(geometry.coordinates), isTown = p.kind === "town" || p.kind === "capital";
        const width = Math.min(p.name.length, 16) * (p.kind === "country" ? 7.5 : 6.2) + 6, lines = 1 + (p.name.length > 16);
        const box = isTown ? [x - 3, y - 8, x + width + 6, y + 8] : [x - width / 2, y - 9 * lines, x + width / 2, y + 9 * lines];
        if (taken.some((other) => clash(box, other))) continue;
        taken.push(box);
        const icon = L.divIcon({ className: `tmap-name tmap-name--${p.kind}`, html: node("span", "", p.name), iconSize: null });
        L.marker([geometry.coordinates[1], geometry.coordinates[0]], { icon, pane: "names", interactive: false, keyboard: false })
          .addTo(this.drawn.names);
      }
    },
    putCluster({ properties: p, geometry }, at, taken) {
      const [lng, lat] = geometry.coordinates, r = radius(p.count), { x, y } = at(geometry.coordinates);
      const html = node("div", "tmap-cluster-in");
      html.innerHTML = ring(p); // numbers only
      const name = p.place ? (p.places > 1 ? `${p.place} +${p.places - 1}` : p.place) : "";
      const half = name.length * 3.3 + 4, box = [x - half, y + r + 2, x + half, y + r + 18];
      if (name && !taken.some((other) => clash(box, other))) {
        taken.push(box);
        html.append(node("span", "tmap-caption-name", name));
      }
      const side = 2 * r + 6;
      const icon = L.divIcon({ className: "tmap-cluster", html, iconSize: [side, side] });
      const mark = L.marker([lat, lng], { icon, keyboard: false, zIndexOffset: 500 }).addTo(this.drawn.marks);
      const words = `${p.place ?? "Unnamed place"}${p.places > 1 ? ` and ${p.places - 1} more place${p.places > 2 ? "s" : ""}` : ""}`;
      this.stop(mark, `${words}: ${many(p.count)}${mix(p.quads) ? `; ${mix(p.quads)}` : ""}`, `c:${p.geonameid ?? p.place}`,
        () => this.openCluster(p, lat, lng));
      mark.bindTooltip(() => this.words(words, p), { direction: "top", offset: [0, -r], className: "tmap-tip" });
    },
    putArea(p, at, taken, zoom) {
      const text = `${short.format(p.count)}`, half = text.length * 4 + 13, home = at(p.label_at);
      // Its count may stand anywhere inside: it is moved off the circles if there is room beside its first place. Where
      // there is none, the shade alone tells of the area until the map is larger.
      const tries = [[0, 0], [0, 26], [0, -26], [half * 2, 0], [-half * 2, 0], [0, 52], [0, -52]];
      const box = ([dx, dy]) => [home.x + dx - half, home.y + dy - 11, home.x + dx + half, home.y + dy + 11];
      const free = tries.find((t) => !taken.some((other) => clash(box(t), other)));
      if (!free) return;
      const [dx, dy] = free;
      taken.push(box([dx, dy]));
      const icon = L.divIcon({ className: `tmap-badge tmap-a${ruling(p.quads)}`, html: node("span", "", text), iconSize: [half * 2, 22] });
      const where = this.map.unproject(home.add([dx, dy]), zoom);
      const mark = L.marker(where, { icon, keyboard: false }).addTo(this.drawn.marks);
      const kind = p.kind === "province" ? "the province" : "the country";
      this.stop(mark, `In the area of ${p.name}, no finer place told: ${many(p.count)}`, `a:${p.iso3}:${p.admin1 ?? ""}`,
        () => this.pick(this.areaChosen(p)));
      mark.bindTooltip(() => this.areaWords(p, kind), { direction: "top", offset: [0, -8], className: "tmap-tip" });
    },
    /** Make a mark reachable by keyboard: one of all is in the order of tabs, arrow keys go to the others. */
    stop(mark, label, key, open) {
      const icon = mark.getElement();
      icon.dataset.mark = key;
      icon.setAttribute("role", "button");
      icon.setAttribute("aria-label", label);
      icon.tabIndex = -1;
      if (key === this.chosen) icon.classList.add("is-chosen");
      mark.on("click", () => { this.chosen = key; this.choose(); open(); });
      icon.addEventListener("focus", () => mark.openTooltip());
      icon.addEventListener("blur", () => mark.closeTooltip());
      icon.addEventListener("keydown", (event) => this.key(event, icon, mark));
      this.stops.push({ icon, mark });
    },
    choose() {
      this.stops.forEach(({ icon }) => icon.classList.toggle("is-chosen", icon.dataset.mark === this.chosen));
    },
    rove(focused) {
      const kept = this.stops.find(({ icon }) => focused && icon.dataset.mark === focused);
      const first = kept ?? this.stops.find(({ icon }) => icon.dataset.mark.startsWith("c:")) ?? this.stops[0];
      if (first) first.icon.tabIndex = 0;
      if (kept) kept.icon.focus({ preventScroll: true });
      else if (focused) this.$refs.box.focus({ preventScroll: true });
    },
    key(event, icon, mark) {
      if (event.key === "Enter" || event.key === " ") { L.DomEvent.stop(event); mark.fire("click"); return; }
      if (event.key === "Escape") { L.DomEvent.stop(event); this.$refs.box.focus(); return; }
      const way = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[event.key];
      if (!way) return;
      L.DomEvent.stop(event);
      const here = this.map.latLngToContainerPoint(mark.getLatLng());
      const ahead = this.stops.filter((s) => s.icon !== icon).map((s) => {
        const d = this.map.latLngToContainerPoint(s.mark.getLatLng()).subtract(here);
        const along = d.x * way[0] + d.y * way[1], aside = Math.abs(d.x * way[1]) + Math.abs(d.y * way[0]);
        return { s, along, cost: along + 2 * aside };
      }).filter(({ along }) => along > 0).sort((a, b) => a.cost - b.cost)[0];
      if (!ahead) return;
      icon.tabIndex = -1;
      ahead.s.icon.tabIndex = 0;
      ahead.s.icon.focus();
    },
    openCluster(p, lat, lng) {
      const [west, south, east, north] = p.bounds, isOne = west === east && south === north;
      if (!isOne && this.map.getZoom() < this.map.getMaxZoom()) {
        const wanted = this.map.getBoundsZoom([[south, west], [north, east]], false, L.point(60, 60));
        // Three steps at most, so that one still knows where one is.
        const now = this.map.getZoom(), zoom = Math.min(this.map.getMaxZoom(), Math.max(wanted, now + 1), now + 3);
        this.map.setView([(south + north) / 2, (west + east) / 2], zoom);
        return;
      }
      this.pick({ kind: "cluster", ids: p.ids, place: p.place, geonameid: p.geonameid, country: p.country, admin1: null,
        precision: p.precision, count: p.count, lat, lon: lng });
    },
    areaChosen(p) {
      return { kind: p.kind, ids: p.ids ?? [], place: p.admin1 ?? p.name, geonameid: null, country: p.iso3, admin1: p.admin1,
        precision: p.kind, count: p.count, lat: null, lon: null };
    },
    pick(chosen) { this.$emit("select", chosen); },
    words(title, p) {
      const box = node("div");
      box.append(node("strong", "", title), node("div", "", many(p.count)));
      p.quads.forEach((n, i) => {
        if (!n) return;
        const line = node("div", "tmap-tip-line");
        line.append(node("span", `quad quad-${i + 1}`), ` ${n.toLocaleString("en")} ${QUADS[i]}`);
        box.append(line);
      });
      return box;
    },
    areaWords(p) {
      const box = this.words(p.name, p), list = node("ul", "tmap-tip-list");
      box.insertBefore(node("div", "tmap-tip-why", "No finer place is told than:"), box.children[1]);
      p.places.slice(0, 6).forEach((one) => {
        list.append(node("li", "", `${one.place}${one.why ? ` (${one.why})` : ""}: ${one.count.toLocaleString("en")}`));
      });
      if (p.places.length > 6) list.append(node("li", "", `and ${p.places.length - 6} more`));
      box.insertBefore(list, box.children[2]);
      return box;
    },
    /** Say in words what is drawn and what is not. */
    tell(clusters, areas) {
      const points = clusters.features.reduce((n, f) => n + f.properties.count, 0);
      const inAreas = areas.features.reduce((n, f) => n + f.properties.count, 0);
      const largest = clusters.features.slice(0, 3).map((f) => `${f.properties.place} ${f.properties.count}`).join(", ");
      this.summary = `The map shows ${many(points)} at towns and sites${largest ? `, most at ${largest}` : ""}; ` +
        `${many(inAreas)} told only for an area.`;
      const undrawn = areas.undrawn ?? [], lost = undrawn.reduce((n, a) => n + a.count, 0), parts = [];
      if (clusters.unplaced) parts.push(`${many(clusters.unplaced)} of ${clusters.total.toLocaleString("en")} name no place.`);
      if (lost && !areas.missing) {
        const names = undrawn.slice(0, 3).map((a) => a.place).join(", ");
        parts.push(`Not drawn, for want of an outline: ${names}${undrawn.length > 3 ? ` and ${undrawn.length - 3} more` : ""} (${lost}).`);
      }
      parts.push(areas.missing ? `${areas.missing}${lost ? ` ${many(lost)} told only for an area ${lost === 1 ? "is" : "are"} not drawn.` : ""}` : this.deFacto);
      this.note = parts.join(" ");
    },
  },
};
