from django.urls import path

from .views import accounts, articles, editing, intake, issues, lists, plan, publishing, sections

app_name = "desk"

urlpatterns = [
    path("", issues.home, name="home"),
    path("sign-in/", accounts.sign_in, name="sign-in"),
    path("sign-out/", accounts.sign_out, name="sign-out"),
    path("language/", accounts.language, name="language"),
    path("password/", accounts.password, name="password"),
    path("issues/plan/", issues.plan_issue, name="plan-issue"),
    path("issues/<int:pk>/", plan.issue, name="issue"),
    path("issues/<int:pk>/state/", plan.state, name="issue-state"),
    path("issues/<int:pk>/settings/", plan.settings, name="issue-settings"),
    path("issues/<int:pk>/publish/", publishing.publish, name="publish"),
    path("issues/<int:pk>/schedule/", publishing.schedule, name="schedule"),
    path("issues/<int:pk>/unschedule/", publishing.unschedule, name="unschedule"),
    path("issues/<int:pk>/stop/", publishing.stop, name="stop"),
    path("issues/<int:pk>/correct/", publishing.correct, name="correct"),
    path("issues/<int:pk>/withdraw/", publishing.withdraw, name="withdraw"),
    path("issues/<int:pk>/sections/add/", sections.add_section, name="add-section"),
    path("sections/<int:pk>/", sections.edit_section, name="edit-section"),
    path("sections/<int:pk>/move/", sections.move_section, name="move-section"),
    path("sections/<int:pk>/remove/", sections.remove_section, name="remove-section"),
    path("articles/", articles.articles, name="articles"),
    path("articles/new/", editing.new_article, name="new-article"),
    path("articles/<int:pk>/", articles.article, name="article"),
    path("articles/<int:pk>/edit/", editing.edit_article, name="edit-article"),
    path("articles/<int:pk>/place/", articles.place_article, name="place-article"),
    path("articles/<int:pk>/<slug:verb>/", articles.move_article, name="move-article"),
    path("pictures/<int:pk>/", articles.picture, name="picture"),
    path("review/", lists.review, name="review"),
    path("keywords/", lists.keywords, name="keywords"),
    path("keywords/complete/", lists.complete_keywords, name="complete-keywords"),
    path("records/", lists.records, name="records"),
    path("intake/", intake.intake, name="intake"),
]
