# Turns src/store/migrations/NNNN_name.sql into one generated body with their texts, in order.
function(preavis_embed_migrations)
  set(folder ${CMAKE_CURRENT_SOURCE_DIR}/store/migrations)
  file(GLOB files CONFIGURE_DEPENDS ${folder}/*.sql)
  list(SORT files)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${files})
  set(texts "")
  foreach(file IN LISTS files)
    file(READ ${file} text)
    string(APPEND texts "        R\"sql(${text})sql\",\n")
  endforeach()
  set(body ${CMAKE_CURRENT_BINARY_DIR}/store/migrations_sql.cpp)
  file(CONFIGURE OUTPUT ${body} @ONLY CONTENT "#include \"store/migrations.h\"

namespace preavis::store {

const std::vector<const char*>& migrations() {
    static const std::vector<const char*> texts = {
@texts@    };
    return texts;
}

}  // namespace preavis::store
")
  target_sources(preavis_store PRIVATE ${body})
endfunction()
