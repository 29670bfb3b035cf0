"""The canvas of a map's picture: what may be written where."""

from tocsin.write.picture_canvas import TOP, Canvas

FREE = (TOP + 100, 100.0, TOP + 113, 180.0)


def test_a_box_that_is_taken_is_not_taken_again():
    canvas = Canvas((0.0, 0.0, 10.0, 10.0), 600)
    assert canvas.put(FREE)
    assert not canvas.put((FREE[0] + 5, FREE[1], FREE[2] + 5, FREE[3]))


def test_boxes_may_share_an_edge():
    canvas = Canvas((0.0, 0.0, 10.0, 10.0), 600)
    assert canvas.put(FREE)
    assert canvas.put((FREE[2], FREE[1], FREE[2] + 13, FREE[3]))


def test_nothing_is_put_outside():
    assert not Canvas((0.0, 0.0, 10.0, 10.0), 600).put((TOP - 5, 100.0, TOP + 8, 180.0))
