#!/bin/sh
# Builds what the pages serve into hub/panel/static/built and edge/door/static/built: style sheets, scripts and the
# typeface. Needs node on PATH and node_modules from `npm ci`; asks no network for anything.
set -eu
cd "$(dirname "$0")/.."
packages=node_modules
typeface=$packages/@fontsource-variable/atkinson-hyperlegible-next

style() { # from, to
    node "$packages/sass/sass.js" --style=compressed --no-source-map --no-error-css \
        --load-path="$packages" --load-path=ward/look "$1" "$2"
}

share() { # to a folder: what both pages serve alike
    cp "$packages/htmx.org/dist/htmx.min.js" "$1/htmx.min.js"
    cp "$packages/htmx-ext-sse/dist/sse.min.js" "$1/sse.js"
    cp "$packages/idiomorph/dist/idiomorph-ext.min.js" "$1/idiomorph-ext.min.js"
    cp "$typeface/files/atkinson-hyperlegible-next-latin-wght-normal.woff2" "$1/atkinson-latin.woff2"
    cp "$typeface/files/atkinson-hyperlegible-next-latin-ext-wght-normal.woff2" "$1/atkinson-latin-ext.woff2"
    cp "$typeface/LICENSE" "$1/atkinson-licence.txt"
}

for built in hub/panel/static/built edge/door/static/built; do
    mkdir -p "$built"
    share "$built"
done
style hub/panel/styles/panel.scss hub/panel/static/built/panel.css
style hub/panel/styles/walk.scss hub/panel/static/built/walk.css
style hub/panel/styles/load.scss hub/panel/static/built/load.css
style hub/panel/styles/estates.scss hub/panel/static/built/estates.css
style hub/panel/styles/suits.scss hub/panel/static/built/suits.css
style edge/door/styles/door.scss edge/door/static/built/door.css
style hub/panel/styles/trend.scss hub/panel/static/built/trend.css
cp "$packages/uplot/dist/uPlot.iife.min.js" hub/panel/static/built/uplot.min.js
cp "$packages/uplot/dist/uPlot.min.css" hub/panel/static/built/uplot.css
